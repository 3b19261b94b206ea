package io.troupe.internal.pool.crew;

import io.troupe.NodeLostException;
import io.troupe.ProcessStartException;
import io.troupe.WorkerLostException;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.process.child.KilledAtStartException;
import io.troupe.internal.process.child.StartFailures;
import io.troupe.internal.result.Outcome;
import java.io.IOException;
import java.util.regex.Pattern;

/** What is said about workers that ended when they should not have. */
final class Losses {
  /** No process, memory or descriptor to be had: EAGAIN, ENOMEM, ENFILE, EMFILE. */
  private static final Pattern SHORTAGE = Pattern.compile("error=(11|12|23|24),");

  private Losses() {}

  /** Returns how a task ended that was lost with its worker. */
  static Outcome<Object> ending(PoolTask task, ExitReport report) {
    String name = task.toString();
    String node = report.lostNode();
    if (node != null) {
      return Outcome.failedWith(() -> new NodeLostException(
          name, node, report.pid(), report.residentBytes(), report.lastLines()));
    }
    return Outcome.failedWith(() -> new WorkerLostException(
        name,
        report.pid(),
        report.exitCode(),
        report.residentBytes(),
        report.lastLines(),
        report.errorFile()));
  }

  /**
   * Returns whether a worker that failed to start says nothing about the next: it was killed, or
   * the machine is short of something. Otherwise the JVM, its launcher or the program is at fault,
   * and will be again.
   */
  static boolean mayPass(Throwable failure) {
    if (failure instanceof KilledAtStartException || !(failure instanceof ProcessStartException)) {
      return true;
    }
    return failure.getCause() instanceof IOException cause
        && SHORTAGE.matcher(String.valueOf(cause.getMessage())).find();
  }

  /** Returns why a worker that ended was never ready. */
  static ProcessStartException early(String worker, ExitReport report) {
    return StartFailures.of(
        worker + " ended with status " + report.exitCode() + " before it was ready", report);
  }

  /** What failed and why is in the messages; where, on the actor's thread, tells a user nothing. */
  static void forgetOurCalls(Throwable failure) {
    if (failure instanceof ProcessStartException) {
      for (Throwable each = failure; each != null; each = each.getCause()) {
        each.setStackTrace(new StackTraceElement[0]);
      }
    }
  }
}
