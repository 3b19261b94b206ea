package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.function.VoidTask0;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;

/**
 * A point at which a number of threads of any processes wait for each other, repeatedly. Python's
 * {@code multiprocessing.Barrier}, with the names of {@link java.util.concurrent.CyclicBarrier}.
 *
 * <pre>{@code
 * Barrier step = Barrier.create(4);
 * for (int i = 0; i < steps; i++) {
 *   compute(i);
 *   step.await(); // no thread begins step i + 1 before all have done i
 * }
 * }</pre>
 *
 * <p><b>Broken.</b> A party that runs out of time, is interrupted, or whose process dies while it
 * waits breaks the barrier, and so do an action that fails and {@link #abort}: all parties that
 * wait, and all that arrive later, receive a {@link BrokenBarrierException} until {@link #reset}.
 *
 * <p>When the process that made the barrier dies, all parties that wait receive an
 * {@link OwnerLostException}. It crosses to other processes as a {@link Lock} does. Thread-safe.
 */
public interface Barrier {

  /**
   * Creates a barrier, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @throws IllegalArgumentException if that is less than 1
   */
  static Barrier create(int parties) {
    return TroupeRuntime.current().syncs().barrier(parties, null, null);
  }

  /**
   * Creates a barrier with an action, owned by this process.
   *
   * @param parties how many wait for each other, 1 or more
   * @param action run in each passage by the party that came last, in its process, before any of
   *     them goes on
   * @throws IllegalArgumentException if the number is less than 1
   */
  static Barrier create(int parties, VoidTask0 action) {
    return TroupeRuntime.current().syncs().barrier(parties, action, null);
  }

  /**
   * Creates a barrier, owned by this process, at which a party waits for a limited time by default.
   *
   * @param parties how many wait for each other, 1 or more
   * @param timeout the limit of a party that names none itself, more than zero
   * @throws IllegalArgumentException if {@code parties} is less than 1, or {@code timeout} is not
   *     more than zero
   */
  static Barrier create(int parties, Duration timeout) {
    return TroupeRuntime.current().syncs().barrier(parties, null, timeout);
  }

  /**
   * Creates a barrier with an action, owned by this process, at which a party waits for a limited
   * time by default.
   *
   * @param parties how many wait for each other, 1 or more
   * @param action run in each passage by the party that came last, in its process, before any of
   *     them goes on
   * @param timeout the limit of a party that names none itself, more than zero
   * @throws IllegalArgumentException if {@code parties} is less than 1, or {@code timeout} is not
   *     more than zero
   */
  static Barrier create(int parties, VoidTask0 action, Duration timeout) {
    return TroupeRuntime.current().syncs().barrier(parties, action, timeout);
  }

  /**
   * Waits until all parties have arrived, or until the time limit of the barrier ends. An exception
   * of the action, checked or not, is thrown to the party that runs it.
   *
   * @return the arrival index of this party: 0 for the first to arrive. Each passage has each index
   *     once
   * @throws BrokenBarrierException if the barrier is broken, or breaks meanwhile
   * @throws InterruptedException if the thread is interrupted before all have arrived; the barrier
   *     breaks
   */
  int await() throws InterruptedException, BrokenBarrierException;

  /**
   * Waits until all parties have arrived, or until a time limit ends; see {@link #await()}. Once
   * all have arrived, the action is waited for, however long it takes.
   *
   * @param timeout zero or less does not wait: breaks the barrier unless this party is the last
   * @throws BrokenBarrierException also if the others have not arrived in time; the barrier breaks
   */
  int await(Duration timeout) throws InterruptedException, BrokenBarrierException;

  /**
   * Waits until all parties have arrived, or until a time limit ends; see {@link #await(Duration)}.
   */
  int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException;

  /**
   * Resets the barrier to its initial state. Parties that wait receive a
   * {@link BrokenBarrierException}.
   */
  void reset();

  /** Breaks the barrier. */
  void abort();

  /** Returns the number of parties. */
  int getParties();

  /**
   * Returns the number of parties that wait now; 0 if the barrier is broken. Python's
   * {@code n_waiting}.
   */
  int getNumberWaiting();

  /** Returns whether the barrier is broken. */
  boolean isBroken();
}
