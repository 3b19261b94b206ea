package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How threads wait for answers that take their time. */
final class Waits {
  static final long FOREVER = Long.MAX_VALUE;

  private Waits() {}

  /** Returns a timeout in nanoseconds; one that is negative is 0, one of centuries is for ever. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return FOREVER;
    }
  }

  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * Waits for an answer. Nothing is lost when it comes as time runs out, or as the thread is interrupted: then it counts,
   * and the thread stays interrupted.
   *
   * @return null if it has not come in time; it will not come any more
   * @throws InterruptedException if the thread is interrupted before it comes; it will not come any more
   */
  static @Nullable Frame await(ObjectRef object, Answer answer, long nanos)
      throws InterruptedException {
    try {
      Frame frame = answer.get(nanos);
      return frame != null ? frame : withdraw(object, answer);
    } catch (InterruptedException e) {
      if (withdraw(object, answer) == null) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return answer.join();
    }
  }

  private static @Nullable Frame withdraw(ObjectRef object, Answer answer) {
    object.withdraw(answer);
    Frame frame = answer.join();
    return frame.hasRequestWithdrawn() ? null : frame;
  }
}
