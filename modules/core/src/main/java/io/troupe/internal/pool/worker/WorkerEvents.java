package io.troupe.internal.pool.worker;

import io.troupe.internal.pool.dispatch.TaskReport;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.spi.SiteProcess;
import java.util.List;

/**
 * What a worker tells: {@code booted}, at most one of {@code ready} and {@code initializerFailed},
 * then outcomes, at last one of {@code startFailed} and {@code exited}, behind which nothing comes.
 * On threads of the worker's; implementations do not block.
 */
public interface WorkerEvents {

  /** It runs, and begins to be initialised. */
  void booted();

  /** It is initialised and takes tasks. */
  void ready();

  /**
   * It should get no more tasks: the place where it runs is about to be closed or is lost, or
   * nothing reaches it any more. May be told more than once.
   */
  void leaving();

  /** Another process waits for the place where it runs. */
  void wanted(SiteProcess.Wish wish);

  /** Its initializer threw; it ends by itself. */
  void initializerFailed(Throwable failure);

  /** Tasks have ended, in the order in which they did. */
  void outcomes(List<TaskReport> outcomes);

  /** It never came to be. */
  void startFailed(Throwable failure);

  /**
   * It is gone, and all that it said has been told.
   *
   * @param runningTask the task that it ran at its end, 0 for none
   */
  void exited(ExitReport report, long runningTask);
}
