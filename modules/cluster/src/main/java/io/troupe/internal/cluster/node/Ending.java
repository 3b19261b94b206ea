package io.troupe.internal.cluster.node;

import io.troupe.internal.log.Log;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a node, which happens once, on a thread of its own: a JVM that is to end must not hang
 * for a step that does. Thread-safe.
 */
final class Ending {
  private static final Log log = Log.of(Ending.class);

  private final Duration bound;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /** @param bound how long it is waited for */
  Ending(Duration bound) {
    this.bound = bound;
  }

  /** Begins it, if that was not done before. */
  void begin(Runnable steps) {
    if (begun.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> run(steps), "troupe-node-end");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run(Runnable steps) {
    try {
      steps.run();
      done.complete(null);
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  /**
   * Waits for it.
   *
   * @param hurry what shortens it, done when the thread is interrupted; the interrupt stays
   */
  void await(String node, Runnable hurry) {
    long end = System.nanoTime() + bound.toNanos();
    boolean interrupted = false;
    while (!isOver(node, end)) {
      interrupted = true;
      hurry.run();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if the thread was interrupted. */
  private boolean isOver(String node, long end) {
    try {
      done.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false;
    } catch (TimeoutException e) {
      log.error("Node {} has not ended in {} s, and is not waited for", node, bound.toSeconds());
    } catch (ExecutionException e) {
      log.error("Node {} did not end as it should", node, e.getCause());
    }
    return true;
  }
}
