package io.troupe.internal.sync;

import com.google.protobuf.ByteString;
import io.troupe.function.VoidTask0;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.BarrierTerms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a barrier was made with.
 *
 * @param action null for none
 * @param timeout null for none
 */
record BarrierPlan(
    int parties, @Nullable VoidTask0 action, @Nullable Duration timeout) {
  BarrierPlan {
    if (parties < 1) {
      throw new IllegalArgumentException("parties must be 1 or more, was " + parties);
    }
    if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
      throw new IllegalArgumentException("timeout must be more than zero, was " + timeout);
    }
  }

  long timeoutNanos() {
    return timeout == null ? Deadline.FOREVER : Deadline.nanos(timeout);
  }

  /**
   * Returns the form that travels.
   *
   * @throws io.troupe.PayloadException if the action cannot cross
   */
  BarrierTerms encode(Payloads payloads) {
    BarrierTerms.Builder terms = BarrierTerms.newBuilder().setParties(parties);
    if (action != null) {
      terms.setAction(payloads.encode(action));
    }
    if (timeout != null) {
      terms.setTimeoutNanos(Deadline.nanos(timeout));
    }
    return terms.build();
  }

  static BarrierPlan decode(BarrierTerms terms, Payloads payloads) {
    long nanos = terms.getTimeoutNanos();
    return new BarrierPlan(
        terms.getParties(),
        decodeAction(terms.getAction(), payloads),
        nanos == 0 ? null : Duration.ofNanos(nanos));
  }

  private static @Nullable VoidTask0 decodeAction(ByteString action, Payloads payloads) {
    return action.isEmpty() ? null : (VoidTask0) payloads.decode(action);
  }
}
