package io.troupe.internal.sync;

import io.troupe.internal.wait.Deadline;
import java.util.OptionalInt;

/**
 * What a semaphore does in a process that uses it, wherever its state is. Thread-safe. The numbers
 * of permits are 1 or more.
 */
interface SemaphoreClient {
  boolean tryAcquire(int permits);

  /** Waits, even if the thread is interrupted. */
  void acquire(int permits);

  /**
   * Waits.
   *
   * @param nanos how long, at least 0; {@link Deadline#FOREVER} is for ever
   */
  boolean acquire(int permits, long nanos) throws InterruptedException;

  /**
   * Adds permits. An owner that is silent does so when it goes on.
   *
   * @throws IllegalStateException if there would be more than its bound allows
   */
  void release(int permits);

  /**
   * Returns the number of free permits.
   *
   * @throws io.troupe.manager.CallAbandonedException if the thread is interrupted, and the owner is
   *     silent
   */
  int value();

  /** As {@link #value}, even if the thread is interrupted; empty if the owner is silent. */
  OptionalInt glance();
}
