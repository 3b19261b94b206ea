package io.troupe;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.progress.CountedItems;
import io.troupe.internal.progress.CountedResults;

/**
 * How far a pool, or one of its results, has come. Items are counted: a map of 100 items counts
 * 100, however it is divided into chunks.
 *
 * <p>The methods named {@code bar} show it on the terminal:
 *
 * <pre>{@code
 * try (ProgressBar bar = Progress.bar(pool)) {
 *   pool.map(Parser::parse, files);
 * }
 * }</pre>
 *
 * @param total items submitted so far; 0 if unknown
 * @param done items that ended with a result
 * @param failed items that ended otherwise; all items of a failed chunk are
 * @param running items that are with a worker which has begun their task, as far as the pool knows
 */
public record Progress(long total, long done, long failed, long running) {

  /** Returns the items that have neither ended nor begun. */
  public long waiting() {
    return Math.max(0, total - done - failed - running);
  }

  /** Returns the part that has ended, from 0 to 1; 1 where there is nothing to do. */
  public double fraction() {
    return total == 0 ? 1 : (double) (done + failed) / total;
  }

  /** Opens a bar of all that a pool does, with the pool's name. */
  public static ProgressBar bar(Pool pool) {
    return bar(pool.name(), pool);
  }

  /** Opens a bar of all that a pool does. */
  public static ProgressBar bar(String label, Pool pool) {
    return new ProgressBar(requireNonNull(label, "label"), requireNonNull(pool, "pool")::progress);
  }

  /**
   * Opens a bar that the program moves itself.
   *
   * @param total number of items; 0 if unknown
   * @throws IllegalArgumentException if {@code total} is negative
   */
  public static ProgressBar bar(String label, long total) {
    if (total < 0) {
      throw new IllegalArgumentException("total must be >= 0, was " + total);
    }
    return new ProgressBar(requireNonNull(label, "label"), total);
  }

  /**
   * Returns the same results, of which a bar shows how many were taken, and how many were failures.
   * The bar is closed with the results, and when their end was seen.
   *
   * @param total number of items; 0 if unknown
   * @throws IllegalArgumentException if {@code total} is negative
   */
  public static <T> ResultIterator<T> bar(String label, ResultIterator<T> results, long total) {
    return new CountedResults<>(requireNonNull(results, "results"), bar(label, total));
  }

  /**
   * Returns the same items, each iteration of which has a bar that shows how many were taken. The
   * bar is closed when the end of the items was seen: where a loop may be left before,
   * {@link #bar(String, long)} with try-with-resources suits better.
   */
  public static <T> Iterable<T> bar(String label, Iterable<T> items) {
    return new CountedItems<>(requireNonNull(label, "label"), requireNonNull(items, "items"));
  }
}
