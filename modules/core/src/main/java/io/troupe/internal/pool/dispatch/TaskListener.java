package io.troupe.internal.pool.dispatch;

import io.troupe.internal.result.Outcome;

/** What one or more tasks are for. Thread-safe. */
public interface TaskListener {

  /**
   * Takes how one of its tasks ended; once a task. Called on a worker's thread: must not run the
   * program's code.
   */
  void ended(PoolTask task, Outcome<?> ending);
}
