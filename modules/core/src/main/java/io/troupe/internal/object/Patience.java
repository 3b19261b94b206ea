package io.troupe.internal.object;

import java.util.concurrent.TimeUnit;

/**
 * How long another runtime is waited for. One that is stopped is not waited for each time: what was
 * waited in vain counts until it says something again. Thread-safe.
 */
final class Patience {
  /** So long an owner that runs may take to say that an object is there. */
  static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private volatile long waitedInVain;

  /** Returns whether to wait so long is in vain, as it was before. */
  boolean isSpent(long nanos) {
    return waitedInVain >= nanos;
  }

  /** The other runtime has said something. */
  void renew() {
    if (waitedInVain != 0) {
      waitedInVain = 0;
    }
  }

  /**
   * Waits for an answer of an owner that runs. Throws what the request failed with.
   *
   * @return whether it came in time, and before an interrupt, which stays with the thread
   */
  boolean await(Answer answer, long nanos) {
    if (isSpent(nanos) && !answer.isDone()) {
      return false;
    }
    boolean interrupted = Thread.interrupted();
    // An owner that runs takes less.
    long limit = interrupted ? Math.min(nanos, SHORT_NANOS) : nanos;
    try {
      if (answer.getUnread(limit) != null) {
        return true;
      }
      // A caller that would wait a bit longer need not, either.
      waitedInVain = Math.max(waitedInVain, 2 * limit);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return false;
  }
}
