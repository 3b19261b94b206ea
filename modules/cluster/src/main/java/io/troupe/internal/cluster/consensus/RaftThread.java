package io.troupe.internal.cluster.consensus;

import io.microraft.executor.RaftNodeExecutor;
import io.troupe.internal.log.Log;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a member of the group. What comes after its end is dropped. Thread-safe. */
final class RaftThread implements RaftNodeExecutor {
  private static final Log log = Log.of(RaftThread.class);

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
      1, RaftThread::daemon, new ThreadPoolExecutor.DiscardPolicy());

  RaftThread() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "troupe-consensus");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(() -> guarded(task));
  }

  @Override
  public void submit(Runnable task) {
    execute(task);
  }

  @Override
  public void schedule(Runnable task, long delay, TimeUnit unit) {
    executor.schedule(() -> guarded(task), delay, unit);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // what comes next must not wait for ever
      log.error("A task of the consensus failed", e);
    }
  }

  void end() {
    executor.shutdown();
  }
}
