package io.troupe.internal.wait;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as the nanoseconds that a wait takes. */
public final class Deadlines {
  private Deadlines() {}

  /** Returns {@code timeout} in nanoseconds, at most 146 years: so much can be added to any time. */
  public static long nanos(Duration timeout) {
    long most = Long.MAX_VALUE / 2;
    return timeout.compareTo(Duration.ofNanos(most)) < 0 ? clamped(timeout) : most;
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

  private static long clamped(Duration timeout) {
    return timeout.isNegative() ? 0 : timeout.toNanos();
  }
}
