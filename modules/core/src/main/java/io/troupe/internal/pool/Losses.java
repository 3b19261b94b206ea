package io.troupe.internal.pool;

import io.troupe.ProcessStartException;
import io.troupe.WorkerLostException;
import io.troupe.internal.process.ExitReport;
import io.troupe.internal.result.Outcome;

/** What is said about workers that ended when they should not have. */
final class Losses {
  private Losses() {}

  /** Returns how a task ended that was lost with its worker. */
  static Outcome<Object> ending(PoolTask task, ExitReport report) {
    String name = task.toString();
    return Outcome.failedWith(() -> new WorkerLostException(
        name,
        report.pid(),
        report.exitCode(),
        report.residentBytes(),
        report.lastLines(),
        report.errorFile()));
  }

  /** Returns why a worker that ended was never ready. */
  static ProcessStartException early(String worker, ExitReport report) {
    return new ProcessStartException(worker
        + " ended with status "
        + report.exitCode()
        + " before it was ready; its last lines: "
        + report.lastLines());
  }
}
