package io.troupe.ps;

import io.troupe.internal.wait.Deadline;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of a process by looking again and again: the system reports it to the parent
 * only.
 */
record EndWait(OsProcess process) {
  private static final long FIRST_PAUSE_NANOS = 100_000;
  private static final long LONGEST_PAUSE_NANOS = 40_000_000;

  /** Returns whether it has ended. */
  boolean until(Deadline deadline) throws InterruptedException {
    if (process.isCurrent()) {
      throw new IllegalStateException(
          "process " + process.pid() + " is the current one: it cannot wait for its own end");
    }
    long pause = FIRST_PAUSE_NANOS;
    while (process.look().filter(seen -> !seen.status().hasEnded()).isPresent()) {
      long left = deadline.remainingNanos();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    return true;
  }
}
