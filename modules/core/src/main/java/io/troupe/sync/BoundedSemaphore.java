package io.troupe.sync;

import io.troupe.internal.runtime.TroupeRuntime;

/**
 * A semaphore whose permits never become more than there were at first: a release too many is an
 * error. Python's {@code multiprocessing.BoundedSemaphore}. Thread-safe.
 */
public interface BoundedSemaphore extends Semaphore {

  /** Makes a semaphore with one permit, owned by this process. */
  static BoundedSemaphore create() {
    return create(1);
  }

  /**
   * Makes a semaphore, owned by this process.
   *
   * @param permits how many there are at first and at most, 0 or more
   * @throws IllegalArgumentException if that is negative
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  static BoundedSemaphore create(int permits) {
    return TroupeRuntime.current().syncs().boundedSemaphore(permits);
  }
}
