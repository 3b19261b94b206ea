package io.troupe.internal.cluster.failover;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import java.util.Optional;

/**
 * An object that is agreed on under a name, as bytes. Immutable.
 *
 * @param guide of the program
 */
record AgreedName(NodeGuide guide, String name) {
  private static final int MOST_BYTES = 256 * 1024;

  FailoverCommand.Builder command() {
    return FailoverCommand.newBuilder().setName(name);
  }

  /**
   * Has a command carried out.
   *
   * @throws IllegalStateException if that cannot be
   */
  FailoverResult write(FailoverCommand.Builder command) {
    return requireNotRefused(Client.of(guide).write(guide, command));
  }

  static FailoverResult requireNotRefused(FailoverResult result) {
    if (result.getStatus() == Status.REFUSED) {
      throw new IllegalStateException("Refused, with no effect: " + result.getReason());
    }
    return result;
  }

  FailoverResult read(FailoverQuery.Builder query) {
    FailoverQuery named = query.setName(name).build();
    return requireNotRefused(Client.of(guide).read(guide, named));
  }

  /**
   * Returns a value as bytes.
   *
   * @param what it is, for messages
   * @throws IllegalArgumentException if it is too large, or has a handle in it
   */
  static ByteString encode(Object value, String what) {
    ByteString encoded = Encoding.payload(value, what);
    if (encoded.size() > MOST_BYTES) {
      throw new IllegalArgumentException("The " + what + " has " + encoded.size()
          + " bytes as encoded; failover objects take " + MOST_BYTES
          + " at most, for each voter keeps them in memory");
    }
    return encoded;
  }

  /** Returns the value that is in a result, if any. */
  static <T> Optional<T> value(FailoverResult result) {
    return result.hasValue() ? Optional.of(Encoding.decode(result.getValue())) : Optional.empty();
  }

  static boolean isDone(FailoverResult result) {
    return result.getStatus() == Status.DONE;
  }

  @Override
  public String toString() {
    return name;
  }
}
