package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A number of permits that threads and processes share: each {@code acquire} takes one, or waits
 * until there is one, each {@code release} adds one. Python's {@code multiprocessing.Semaphore},
 * with the names of {@link java.util.concurrent.Semaphore}.
 *
 * <pre>{@code
 * Semaphore slots = Semaphore.create(2);
 * try (Hold slot = slots.hold()) {
 *   download(file); // two at a time, in all processes together
 * }
 * }</pre>
 *
 * <p>Waiting threads are served in order; see {@link Lock} for the cost. A permit may be released
 * by another thread or process than acquired it. Releases may raise the number above the initial
 * one, unless it is a {@link BoundedSemaphore}.
 *
 * <p><b>Death.</b> When a process dies, killed at any moment or not, the permits that it had
 * acquired and that no process has released come back: exactly those. Where several processes hold
 * permits and another one releases some, it is not known whose they were; then a permit may come
 * back only when the last of the holders ends, and never one too many. When the owner dies,
 * acquiring throws {@link OwnerLostException}, and so does releasing where a manager made the
 * semaphore.
 *
 * <p>It crosses to other processes as a {@link Lock} does. Thread-safe.
 */
public interface Semaphore {

  /** Makes a semaphore with one permit, owned by this process. */
  static Semaphore create() {
    return create(1);
  }

  /**
   * Makes a semaphore, owned by this process.
   *
   * @param permits how many there are at first, 0 or more
   * @throws IllegalArgumentException if that is negative
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  static Semaphore create(int permits) {
    return TroupeRuntime.current().syncs().semaphore(permits);
  }

  /** Acquires a permit; waits. */
  default void acquire() throws InterruptedException {
    acquire(1);
  }

  /**
   * Acquires permits, all at once; waits.
   *
   * @throws IllegalArgumentException if the number is less than 1
   * @throws InterruptedException if the thread is interrupted before or while it waits; it has got
   *     nothing then
   */
  void acquire(int permits) throws InterruptedException;

  /**
   * Acquires a permit; waits for a time. Python's {@code acquire(timeout=…)}.
   *
   * @param timeout zero or less does not wait
   * @return false if there was none in time
   */
  boolean acquire(Duration timeout) throws InterruptedException;

  /** Acquires a permit; waits, even if the thread is interrupted. */
  default void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  /**
   * Acquires permits, all at once; waits, even if the thread is interrupted.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  void acquireUninterruptibly(int permits);

  /**
   * Acquires a permit if there is one, and returns whether it did. Python's
   * {@code acquire(block=False)}.
   */
  default boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Acquires permits if there are as many, and returns whether it did.
   *
   * @throws IllegalArgumentException if the number is less than 1
   */
  boolean tryAcquire(int permits);

  /**
   * Acquires a permit; waits for a time.
   *
   * @param time 0 or less does not wait
   * @return false if there was none in time
   */
  default boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    return tryAcquire(1, time, unit);
  }

  /**
   * Acquires permits, all at once; waits for a time.
   *
   * @param time 0 or less does not wait
   * @return false if there were not as many in time
   * @throws IllegalArgumentException if the number is less than 1
   */
  boolean tryAcquire(int permits, long time, TimeUnit unit) throws InterruptedException;

  /**
   * Adds a permit.
   *
   * @throws IllegalStateException if there would be too many: 2<sup>31</sup>, or more than a
   *     bounded one allows
   */
  default void release() {
    release(1);
  }

  /**
   * Adds permits.
   *
   * @throws IllegalArgumentException if the number is less than 1
   * @throws IllegalStateException if there would be too many; nothing is changed then
   */
  void release(int permits);

  /** Acquires a permit for the length of a {@code try}; waits. Python's {@code with semaphore:}. */
  Hold hold() throws InterruptedException;

  /** Returns how many permits are free now. Python's {@code get_value()}. Does not wait. */
  int availablePermits();

  /** Returns whether no permit is free now. Does not wait. */
  default boolean locked() {
    return availablePermits() == 0;
  }
}
