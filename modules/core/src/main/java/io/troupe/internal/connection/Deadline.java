package io.troupe.internal.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The moment at which a wait ends; possibly never. */
final class Deadline {
  static final Deadline NEVER = new Deadline(0, true);

  private final long nanoTime;
  private final boolean never;

  private Deadline(long nanoTime, boolean never) {
    this.nanoTime = nanoTime;
    this.never = never;
  }

  /** A deadline so much later than now; null is never, and a negative duration has passed already. */
  static Deadline after(@Nullable Duration duration) {
    return duration == null ? NEVER : new Deadline(System.nanoTime() + nanos(duration), false);
  }

  private static long nanos(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(Duration.ofNanos(most)) < 0 ? duration.toNanos() : most;
  }

  boolean passed() {
    return !never && remainingNanos() <= 0;
  }

  /** Returns the time left in the form that a selector takes: 0 for no limit, else at least a millisecond. */
  long selectMillis() {
    return never ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, remainingNanos()));
  }

  /** Returns the time left, negative when it has passed. */
  long remainingNanos() {
    return never ? Long.MAX_VALUE : nanoTime - System.nanoTime();
  }
}
