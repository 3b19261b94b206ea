package io.troupe.internal.progress;

import io.troupe.Progress;
import java.time.Duration;
import java.util.Locale;

/**
 * How a bar looks:
 * {@code files  45% |#########...........| 450/1000 [0:12<0:15, 36.2/s, 3 failed]}. Not
 * thread-safe.
 */
final class BarText {
  private static final int WIDTH = 20;

  /**
   * How much the latest stretch counts in the rate: enough to follow a change, too little to jump
   * about.
   */
  private static final double SMOOTHING = 0.3;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long STRETCH_NANOS = 200_000_000;

  private final String label;
  private final long start;
  private long lastNanos;
  private long lastCount;
  private double rate; // items a second; 0 before the first is known

  /** @param start when the work began, as {@link System#nanoTime} */
  BarText(String label, long start) {
    this.label = label;
    this.start = start;
    lastNanos = start;
  }

  /**
   * Returns the text at a time.
   *
   * @param columns the text is shorter, for a cursor behind the last column would go to the next
   *     line
   */
  String at(long nanos, Progress progress, int columns) {
    long count = progress.done() + progress.failed();
    measure(nanos, count);
    String text = (label.isEmpty() ? "" : label + " ") + counts(progress, count) + " ["
        + times(nanos, progress.total() - count, progress.total() > 0)
        + (progress.failed() == 0 ? "" : ", " + progress.failed() + " failed") + "]";
    return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
  }

  private static String counts(Progress progress, long count) {
    if (progress.total() <= 0) {
      return Long.toString(count);
    }
    double fraction = Math.min(1, progress.fraction());
    int filled = (int) (WIDTH * fraction);
    return String.format(
        Locale.ROOT,
        "%3d%% |%s%s| %d/%d",
        (int) (100 * fraction),
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        count,
        progress.total());
  }

  private String times(long nanos, long left, boolean known) {
    String passed = clock((nanos - start) / NANOS_PER_SECOND);
    if (rate <= 0) {
      return passed + (known && left > 0 ? "<?" : "");
    }
    String rest = known ? "<" + clock(Math.max(0, left) / rate) : "";
    return passed + rest + ", " + speed();
  }

  private String speed() {
    return rate >= 1
        ? String.format(Locale.ROOT, "%.1f/s", rate)
        : String.format(Locale.ROOT, "%.1f s each", 1 / rate);
  }

  private void measure(long nanos, long count) {
    long passed = nanos - lastNanos;
    if (passed < STRETCH_NANOS || (rate == 0 && count == 0)) {
      return;
    }
    double latest = (count - lastCount) * NANOS_PER_SECOND / passed;
    rate = rate == 0 ? latest : SMOOTHING * latest + (1 - SMOOTHING) * rate;
    lastNanos = nanos;
    lastCount = count;
  }

  /** {@code 0:07}, {@code 12:30}, {@code 1:02:03}. */
  private static String clock(double seconds) {
    Duration time = Duration.ofSeconds(Math.round(seconds));
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
  }
}
