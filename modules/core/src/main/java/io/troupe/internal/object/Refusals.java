package io.troupe.internal.object;

import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.Frame;
import io.troupe.proto.Refused;

/** Exceptions in place of answers: they cross as data and are rebuilt where they are thrown. */
public final class Refusals {
  private Refusals() {}

  // The same in every runtime: an exception crosses without handles.
  private static final class Encoding {
    static final Failures FAILURES = Failures.standard(Payloads.standard());
  }

  /** Returns the answer to a request that fails with {@code failure}. */
  public static Frame.Builder encode(Throwable failure) {
    String origin = "pid " + ProcessHandle.current().pid();
    return Frame.newBuilder()
        .setRefused(Refused.newBuilder().setFailure(Encoding.FAILURES.encode(failure, origin)));
  }
}
