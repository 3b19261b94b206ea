package io.troupe.internal.link;

import java.util.concurrent.locks.Condition;
import java.util.function.LongSupplier;

/**
 * A wait for the other side of a link to take something, which ends where that takes nothing for a
 * while, or the thread is interrupted. Used by one thread, under the lock of the condition.
 */
final class RoomWait {
  private final long most;
  private final LongSupplier taken;
  private long left;
  private long seen;

  /**
   * @param most how many nanoseconds the other side may take nothing
   * @param taken changes whenever it takes something
   */
  RoomWait(long most, LongSupplier taken) {
    this.most = most;
    this.taken = taken;
    left = most;
    seen = taken.getAsLong();
  }

  /** Waits for a while. Returns whether to wait on; an interrupt stays with the thread. */
  @SuppressWarnings("WaitNotInLoop") // the caller has the loop
  boolean on(Condition condition) {
    if (seen != taken.getAsLong()) {
      seen = taken.getAsLong();
      left = most;
    }
    try {
      left = condition.awaitNanos(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return left > 0 || seen != taken.getAsLong();
  }
}
