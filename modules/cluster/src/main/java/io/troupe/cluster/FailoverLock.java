package io.troupe.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * A lock that a majority of the voters agrees on. Python's {@code multiprocessing.Lock}, for
 * processes of a cluster whose nodes may be lost.
 *
 * <pre>{@code
 * FailoverLock lock = cluster.failover("ledger").lock();
 * try (FailoverHold held = lock.acquire()) {
 *   System.out.println(held.token()); // what is written should have it, see there
 * }
 * }</pre>
 *
 * <p>Those that wait get it in order. It is not reentrant, and belongs to no thread: who has the
 * {@link FailoverHold} can release it. See {@link Failover} for what it survives, and what its
 * calls throw; a wait beyond the loss of nodes goes on. Thread-safe.
 */
public interface FailoverLock {

  /**
   * Acquires the lock; waits.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has not
   *     got the lock then
   */
  FailoverHold acquire() throws InterruptedException;

  /**
   * Acquires the lock; waits for a time.
   *
   * @param timeout zero or less does not wait
   * @return empty if it could not be had in time
   * @throws InterruptedException as {@link #acquire()}
   */
  Optional<FailoverHold> acquire(Duration timeout) throws InterruptedException;

  /** Returns whether any process holds the lock. */
  boolean locked();
}
