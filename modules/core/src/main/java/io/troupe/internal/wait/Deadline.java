package io.troupe.internal.wait;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The moment at which a wait ends; possibly never. Immutable. */
public final class Deadline {
  /** In place of a number of nanoseconds: without a limit. */
  public static final long FOREVER = Long.MAX_VALUE;

  public static final Deadline NEVER = new Deadline(0, true);

  // So much can be added to any time; 146 years.
  private static final long MOST_NANOS = Long.MAX_VALUE / 2;
  private static final Duration MOST = Duration.ofNanos(MOST_NANOS);

  private final long nanoTime;
  private final boolean never;

  private Deadline(long nanoTime, boolean never) {
    this.nanoTime = nanoTime;
    this.never = never;
  }

  /** Returns a deadline so much later than now; null is never, and a negative duration is over. */
  public static Deadline after(@Nullable Duration duration) {
    return duration == null ? NEVER : after(nanos(duration));
  }

  /** Returns a deadline so much later than now; {@link #FOREVER} is never. */
  public static Deadline after(long nanos) {
    return nanos == FOREVER
        ? NEVER
        : new Deadline(System.nanoTime() + Math.min(nanos, MOST_NANOS), false);
  }

  public boolean passed() {
    return !never && remainingNanos() <= 0;
  }

  /** Returns the time left, zero or negative when it has passed, {@link #FOREVER} for never. */
  public long remainingNanos() {
    return never ? FOREVER : nanoTime - System.nanoTime();
  }

  /** Returns the time left as a selector takes it: 0 for no limit, else at least a millisecond. */
  public long selectMillis() {
    return never ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, remainingNanos()));
  }

  /** Returns a duration in nanoseconds, at least 0 and at most 146 years. */
  public static long nanos(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(MOST) < 0 ? duration.toNanos() : MOST_NANOS;
  }

  /** Returns a time in nanoseconds, at least 0 and at most 146 years. */
  public static long nanos(long time, TimeUnit unit) {
    return Math.min(MOST_NANOS, Math.max(0, unit.toNanos(time)));
  }

  /**
   * Returns what is left of a limit that began to run at {@code start}, as {@link System#nanoTime};
   * at least 0.
   */
  public static long left(long nanos, long start) {
    return nanos == FOREVER ? FOREVER : Math.max(0, nanos - (System.nanoTime() - start));
  }

  /** Returns a duration as people write it: {@code 1.5 s}, {@code 20 ms}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return duration.toNanos() + " ns";
    }
    return millis < 1000
        ? millis + " ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
  }
}
