package io.troupe.internal.pool;

import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.crew.TaskTarget;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a pool, as those see it who wait for it. Thread-safe. */
final class Closing {
  private final TaskTarget target;
  private final CountDownLatch ended = new CountDownLatch(1);

  Closing(TaskTarget target) {
    this.target = target;
    target.end().thenRun(ended::countDown);
  }

  /**
   * Takes no more work and waits for the end; an interrupt makes that end come at once, and is
   * kept.
   */
  void close() {
    target.shutdown();
    if (!target.isOwnThread() && awaitOrTerminate()) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the thread was interrupted. */
  private boolean awaitOrTerminate() {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        target.terminate(PoolEnd.TERMINATE);
      }
    }
  }

  void join() throws InterruptedException {
    check();
    ended.await();
  }

  boolean join(long nanos) throws InterruptedException {
    check();
    return await(nanos);
  }

  boolean await(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    String name = target.traits().name();
    if (!target.isClosed()) {
      throw new IllegalStateException(name + " is still running: close or terminate it first");
    }
    if (target.isOwnThread()) {
      throw new IllegalStateException(
          "a task or callback of " + name + " would wait for itself: join from another thread");
    }
  }
}
