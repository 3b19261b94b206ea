package io.troupe.internal.pool.dispatch;

import io.troupe.internal.result.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says about a task.
 *
 * @param task its id
 * @param runNanos how long the program's code ran
 * @param kind what became of it
 * @param ending how it ended; null where it was withdrawn
 */
public record TaskReport(
    long task, long runNanos, Kind kind, @Nullable Outcome<?> ending) {

  /** What became of a task, as far as the pool must know without decoding it. */
  public enum Kind {
    RETURNED,
    FAILED,
    /** It failed because memory ran out: all that its worker holds is suspect. */
    OUT_OF_MEMORY,
    /** It had not begun. */
    WITHDRAWN
  }

  boolean suspect() {
    return kind == Kind.OUT_OF_MEMORY;
  }

  public static TaskReport withdrawn(long task) {
    return new TaskReport(task, 0, Kind.WITHDRAWN, null);
  }
}
