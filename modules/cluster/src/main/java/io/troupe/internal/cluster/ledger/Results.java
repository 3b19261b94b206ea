package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import io.troupe.proto.FailoverReply;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import org.jspecify.annotations.Nullable;

/** What commands come to. */
final class Results {
  static final FailoverResult DONE = of(Status.DONE);
  static final FailoverResult NOT_DONE = of(Status.NOT_DONE);
  static final FailoverResult WAITING = of(Status.WAITING);
  static final FailoverResult ENDED = of(Status.ENDED);

  private Results() {}

  private static FailoverResult of(Status status) {
    return FailoverResult.newBuilder().setStatus(status).build();
  }

  static FailoverResult done(boolean so) {
    return so ? DONE : NOT_DONE;
  }

  static FailoverResult number(long number) {
    return FailoverResult.newBuilder().setNumber(number).build();
  }

  /** Returns that something was done where this value was before, or is; null for none. */
  static FailoverResult value(@Nullable ByteString value) {
    return value(Status.DONE, value);
  }

  static FailoverResult value(Status status, @Nullable ByteString value) {
    FailoverResult.Builder result = FailoverResult.newBuilder().setStatus(status);
    return (value == null ? result : result.setValue(value)).build();
  }

  static FailoverResult of(FailoverReply reply) {
    return reply.hasFailure() ? value(Status.FAILED, reply.getFailure()) : value(reply.getAnswer());
  }

  static FailoverResult refused(String reason) {
    return FailoverResult.newBuilder()
        .setStatus(Status.REFUSED)
        .setReason(reason)
        .build();
  }
}
