package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets threads of any process wait, without the lock, for a change that others make under it.
 * Python's {@code multiprocessing.Condition}, as a {@link java.util.concurrent.locks.Condition}.
 *
 * <pre>{@code
 * try (Hold held = changed.hold()) {
 *   changed.waitFor(() -> state.get() == READY);
 * }
 * }</pre>
 *
 * <p>All methods but {@link #getLock} throw an {@link IllegalMonitorStateException} unless the
 * current thread holds the lock. A thread that waits has released the lock completely, and holds it
 * as often as before when it continues, whether it was signalled, ran out of time or was
 * interrupted. Python's {@code notify} is {@link #signal}: Java has {@code notify} for another
 * purpose. A signal without a waiter is not kept. One whose waiter dies before it holds the lock
 * again goes to the next thread that waited when it was given; only then may a thread wake without
 * a signal of its own.
 *
 * <p>When the owner of the condition dies, waiting threads receive an {@link OwnerLostException},
 * and hold the lock. It crosses to other processes together with its lock. Thread-safe.
 */
public interface Condition extends java.util.concurrent.locks.Condition {

  /** Makes a condition with a new {@link RLock}, owned by this process. */
  static Condition create() {
    return create(RLock.create());
  }

  /** Makes a condition of a lock; several can share one. Owned by this process. */
  static Condition create(Lock lock) {
    return TroupeRuntime.current().syncs().condition(lock);
  }

  /** Returns the lock. */
  Lock getLock();

  /** Acquires the lock for the length of a {@code try}; waits. Python's {@code with condition:}. */
  default Hold hold() throws InterruptedException {
    return getLock().hold();
  }

  /** Waits for a signal. */
  @Override
  void await() throws InterruptedException;

  /** Waits for a signal, even if the thread is interrupted. */
  @Override
  void awaitUninterruptibly();

  /**
   * Waits for a signal, for a time. Python's {@code wait(timeout)}.
   *
   * @param timeout zero or less does not wait, but gives the lock away for a moment
   * @return false if there was none in time
   */
  boolean await(Duration timeout) throws InterruptedException;

  /** Waits for a signal, for a time; see {@link #await(Duration)}. */
  @Override
  boolean await(long time, TimeUnit unit) throws InterruptedException;

  /** Waits for a signal, for a time; returns what is left of it, 0 or less if nothing is. */
  @Override
  long awaitNanos(long nanos) throws InterruptedException;

  /** Waits for a signal until a time of day. Returns false if that had come first. */
  @Override
  boolean awaitUntil(Date deadline) throws InterruptedException;

  /**
   * Waits until something holds, looking anew after each signal. Python's
   * {@code wait_for(predicate)}.
   *
   * @param predicate called with the lock held, by this thread
   */
  void waitFor(BooleanSupplier predicate) throws InterruptedException;

  /**
   * Waits until something holds, for a time in all.
   *
   * @param predicate called with the lock held, by this thread
   * @param timeout zero or less looks once
   * @return whether it held in the end
   */
  boolean waitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException;

  /**
   * Lets the thread go on that has waited longest, once it gets the lock; nothing if none waits.
   * Python's {@code notify()}.
   */
  @Override
  void signal();

  /**
   * Lets as many threads go on, or as many as wait. Python's {@code notify(n)}.
   *
   * @param waiters 0 or more
   * @throws IllegalArgumentException if that is negative
   */
  void signal(int waiters);

  /**
   * Lets all threads go on that wait now, one after the other as they get the lock. Python's
   * {@code notify_all()}.
   */
  @Override
  void signalAll();
}
