package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.function.VoidTask0;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;

/**
 * A point at which a number of threads, of any processes, wait for each other; again and again. Python's {@code
 * multiprocessing.Barrier}, with the names of {@link java.util.concurrent.CyclicBarrier}.
 *
 * <pre>{@code
 * Barrier step = Barrier.create(4);
 * for (int i = 0; i < steps; i++) {
 *   compute(i);
 *   step.await(); // nobody begins step i + 1 before all have done i
 * }
 * }</pre>
 *
 * <p><b>Broken.</b> A party that runs out of time, is interrupted, or whose process dies while it waits breaks the barrier, and
 * so do an action that fails and {@link #abort}: all who wait, and all who come later, get a {@link BrokenBarrierException}
 * until {@link #reset}.
 *
 * <p>When the process that made the barrier dies, all who wait get an {@link OwnerLostException}. It crosses to other
 * processes as a {@link Lock} does. Thread-safe.
 */
public interface Barrier {

  /**
   * Makes a barrier, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @throws IllegalArgumentException if that is less than 1
   */
  static Barrier create(int parties) {
    return TroupeRuntime.current().syncs().barrier(parties, null, null);
  }

  /**
   * Makes a barrier with an action, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @param action run in each passage by the party that came last, in its process, before any of them goes on
   * @throws IllegalArgumentException if the number is less than 1
   */
  static Barrier create(int parties, VoidTask0 action) {
    return TroupeRuntime.current().syncs().barrier(parties, action, null);
  }

  /**
   * Makes a barrier at which nobody waits longer than a time, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @param timeout how long a party waits that names no time itself, more than zero
   * @throws IllegalArgumentException if one of them is not as it must be
   */
  static Barrier create(int parties, Duration timeout) {
    return TroupeRuntime.current().syncs().barrier(parties, null, timeout);
  }

  /**
   * Makes a barrier with an action at which nobody waits longer than a time, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @param action run in each passage by the party that came last, in its process, before any of them goes on
   * @param timeout how long a party waits that names no time itself, more than zero
   * @throws IllegalArgumentException if one of them is not as it must be
   */
  static Barrier create(int parties, VoidTask0 action, Duration timeout) {
    return TroupeRuntime.current().syncs().barrier(parties, action, timeout);
  }

  /**
   * Waits until all parties have come, or as long as the barrier lets wait. Whatever the action throws is thrown to the party
   * that runs it, checked exceptions too.
   *
   * @return in what order this party came: 0 for the first. Each passage has each number once
   * @throws BrokenBarrierException if the barrier is broken, or breaks meanwhile
   * @throws InterruptedException if the thread is interrupted before all have come; the barrier breaks
   */
  int await() throws InterruptedException, BrokenBarrierException;

  /**
   * Waits until all parties have come, for a time; see {@link #await()}. Once all have come, the action is waited for,
   * however long it takes.
   *
   * @param timeout zero or less does not wait: breaks the barrier unless this party is the last
   * @throws BrokenBarrierException also if the others have not come in time; the barrier breaks
   */
  int await(Duration timeout) throws InterruptedException, BrokenBarrierException;

  /** Waits until all parties have come, for a time; see {@link #await(Duration)}. */
  int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException;

  /** Makes the barrier as new. Who waits gets a {@link BrokenBarrierException}. */
  void reset();

  /** Breaks the barrier. */
  void abort();

  /** Returns how many parties wait for each other. */
  int getParties();

  /** Returns how many wait now; 0 if the barrier is broken. Python's {@code n_waiting}. */
  int getNumberWaiting();

  /** Returns whether the barrier is broken. */
  boolean isBroken();
}
