package io.troupe;

import io.troupe.internal.progress.Bars;
import io.troupe.manager.Registration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A bar on the terminal that shows how far some work has come, its rate, the time that is left, and
 * failures. Python's {@code tqdm}.
 *
 * <pre>{@code
 * try (ProgressBar bar = Progress.bar("steps", steps)) {
 *   for (int step = 0; step < steps; step++) {
 *     compute(step);
 *     bar.step();
 *   }
 * }
 * }</pre>
 *
 * <p>It is drawn on standard error, and only if that is a terminal: else it prints nothing. Output
 * that the program, its loggers and its processes print meanwhile through {@code System.out} and
 * {@code System.err} appears above it, line by line; while a bar is open, these streams are
 * replaced for that purpose. Output that is written to the terminal in another way, by another
 * program or by a logger that keeps the streams of an earlier moment, may tear it. Of several bars
 * the one that was opened last is seen.
 *
 * <p>Thread-safe. Is to be closed: then it is drawn for the last time, and stays.
 */
public final class ProgressBar implements AutoCloseable {
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Supplier<Progress> source;
  private final Registration shown;

  /** A bar that counts itself. */
  ProgressBar(String label, long total) {
    source = () -> new Progress(total, done.sum(), failed.sum(), 0);
    shown = Bars.show(label, this::progress);
  }

  /** A bar of work that is counted elsewhere. */
  ProgressBar(String label, Supplier<Progress> source) {
    this.source = source;
    shown = Bars.show(label, this::progress);
  }

  /** Counts one more item that ended well. */
  public void step() {
    step(1);
  }

  /** Counts more items that ended well. Without effect on a bar of a pool, which counts its own. */
  public void step(long items) {
    done.add(items);
  }

  /** Counts one more item that failed. Without effect on a bar of a pool, which counts its own. */
  public void fail() {
    failed.increment();
  }

  /** Returns what the bar shows. */
  public Progress progress() {
    return source.get();
  }

  /** Draws the bar for the last time and ends it; without effect the second time. */
  @Override
  public void close() {
    shown.close();
  }
}
