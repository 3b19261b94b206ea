package io.troupe.internal.sync;

import io.troupe.internal.wait.Deadline;

/** What a semaphore does in a process that uses it, wherever its state is. Thread-safe. The numbers of permits are 1 or more. */
interface SemaphoreClient {
  boolean tryAcquire(int permits);

  /** Waits, whatever happens to the thread. */
  void acquire(int permits);

  /**
   * Waits.
   *
   * @param nanos how long, at least 0; {@link Deadline#FOREVER} is for ever
   */
  boolean acquire(int permits, long nanos) throws InterruptedException;

  /**
   * Adds permits.
   *
   * @throws IllegalStateException if there would be more than its bound allows
   */
  void release(int permits);

  /** Returns the number of free permits. */
  int value();
}
