package io.troupe.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * Permits that a majority of the voters agrees on. Python's {@code multiprocessing.Semaphore}, for
 * processes of a cluster whose nodes may be lost. Those that wait get one in order; a process that
 * dies gives back its own. See {@link Failover} for what it survives, and what its calls throw.
 * Thread-safe.
 */
public interface FailoverSemaphore {

  /**
   * Acquires a permit; waits.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has got
   *     none then
   * @throws IllegalStateException if the semaphore is in use with another number of permits
   */
  FailoverHold acquire() throws InterruptedException;

  /**
   * Acquires a permit; waits for a time.
   *
   * @param timeout zero or less does not wait
   * @return empty if none could be had in time
   * @throws InterruptedException as {@link #acquire()}
   * @throws IllegalStateException as {@link #acquire()}
   */
  Optional<FailoverHold> acquire(Duration timeout) throws InterruptedException;

  /** Returns how many permits are free. */
  int available();
}
