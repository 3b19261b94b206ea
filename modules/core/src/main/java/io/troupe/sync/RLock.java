package io.troupe.sync;

import io.troupe.internal.runtime.TroupeRuntime;

/**
 * A reentrant lock that threads and processes share: a thread that holds it can acquire it again,
 * and it is free when it was released as often. Python's {@code multiprocessing.RLock}.
 *
 * <p>Only the thread that holds it can release it. All else is as with a {@link Lock}. Thread-safe.
 */
public interface RLock extends Lock {

  /**
   * Makes a lock that is free, owned by this process.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  static RLock create() {
    return TroupeRuntime.current().syncs().rlock();
  }

  /**
   * Releases the lock once.
   *
   * @throws IllegalMonitorStateException if this thread does not hold it
   */
  @Override
  void unlock();

  /** Returns how often this thread holds the lock; 0 if it does not. */
  int getHoldCount();
}
