package io.troupe;

/**
 * How far a pool, or one of its results, has come. Items are counted: a map of 100 items counts 100, whatever its chunks.
 *
 * @param total items submitted so far
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
}
