package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A lock that threads and processes share. Python's {@code multiprocessing.Lock}, as a {@link
 * java.util.concurrent.locks.Lock}.
 *
 * <pre>{@code
 * Lock lock = Lock.create();
 * try (Pool pool = Pool.of(4)) {
 *   pool.map(line -> {
 *     try (Hold held = lock.hold()) {
 *       return print(line); // one at a time, whichever worker
 *     }
 *   }, lines);
 * }
 * }</pre>
 *
 * <p>It is not reentrant: a thread that holds it and acquires it again waits for ever. Any thread
 * of any process may release it. An {@link RLock} differs in both.
 *
 * <p><b>Cost.</b> A free lock is acquired by one instruction in shared memory. Only a thread that
 * has to wait asks the process that made the lock, its owner. Waiting threads acquire it in order;
 * a thread that arrives while it is free may overtake them, but not one that has waited for a
 * millisecond.
 *
 * <p><b>Death.</b> When a process dies that holds the lock, the lock is released; its next holder
 * can ask whether what it protects was left half done: {@link #wasAbandoned}. When the owner dies,
 * acquiring it throws {@link OwnerLostException}, also in threads that wait already. Releasing it
 * then has no further effect, but for a manager's lock, where it throws the same: what the lock
 * protected there may be gone with it.
 *
 * <p><b>Limits.</b> A time limit and an interrupt end a wait also while the owner is stopped. A
 * manager's lock that is released then is free when its owner goes on; what asks for its state ends
 * by {@link io.troupe.manager.CallAbandonedException} if the thread is interrupted.
 *
 * <p>It crosses to other processes in arguments, results and messages, and lives as long as any
 * process has it. Actions of a thread before it released the lock are visible to the next holder,
 * what it sent to queues and other objects included. Thread-safe.
 */
public interface Lock extends java.util.concurrent.locks.Lock {

  /**
   * Makes a lock that is free, owned by this process.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  static Lock create() {
    return TroupeRuntime.current().syncs().lock();
  }

  /** Acquires the lock; waits, even if the thread is interrupted. */
  @Override
  void lock();

  /**
   * Acquires the lock; waits.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has not
   *     got the lock then
   */
  @Override
  void lockInterruptibly() throws InterruptedException;

  /**
   * Acquires the lock if that needs no waiting, and returns whether it did. Python's {@code
   * acquire(block=False)}.
   */
  @Override
  boolean tryLock();

  /**
   * Acquires the lock; waits for a time.
   *
   * @param time 0 or less does not wait
   * @return false if it could not be had in time
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has not
   *     got the lock then
   */
  @Override
  boolean tryLock(long time, TimeUnit unit) throws InterruptedException;

  /**
   * Releases the lock.
   *
   * @throws IllegalStateException if it is not held
   */
  @Override
  void unlock();

  /** Returns a new condition of this lock. */
  @Override
  Condition newCondition();

  /** Acquires the lock; waits. Python's {@code acquire()}, and {@link #lockInterruptibly}. */
  default void acquire() throws InterruptedException {
    lockInterruptibly();
  }

  /**
   * Acquires the lock; waits for a time. Python's {@code acquire(timeout=…)}.
   *
   * @param timeout zero or less does not wait
   * @return false if it could not be had in time
   */
  boolean acquire(Duration timeout) throws InterruptedException;

  /**
   * Releases the lock; {@link #unlock} by Python's name.
   *
   * @throws IllegalStateException if it is not held
   */
  default void release() {
    unlock();
  }

  /** Acquires the lock for the length of a {@code try}; waits. Python's {@code with lock:}. */
  Hold hold() throws InterruptedException;

  /** Returns whether a thread of any process holds the lock now. Does not wait. */
  boolean locked();

  /**
   * Returns whether the process that held the lock before has died with it. For the holder to ask;
   * forgotten when it releases the lock. Does not wait.
   */
  boolean wasAbandoned();
}
