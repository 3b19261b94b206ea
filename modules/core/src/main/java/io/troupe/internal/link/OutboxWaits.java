package io.troupe.internal.link;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Threads that wait for what leaves an outbox. Used under its lock. */
final class OutboxWaits {
  private final Condition room;
  private final Condition progress;

  /** How many threads wait for progress, so that none is signalled for nothing. */
  private int watchers;

  OutboxWaits(Lock lock) {
    room = lock.newCondition();
    progress = lock.newCondition();
  }

  /**
   * Waits until there is room; for as long as the other side takes anything, and the thread is not
   * interrupted.
   *
   * @param most how many nanoseconds the other side may take nothing
   * @param taken changes whenever it takes something
   */
  void forRoom(BooleanSupplier full, long most, LongSupplier taken) {
    RoomWait wait = new RoomWait(most, taken);
    while (full.getAsBoolean() && wait.on(room)) {
      // The next look is at what is full.
    }
  }

  /** As {@link #forRoom}, for one that looks whenever something has left. */
  void forProgress(BooleanSupplier pending, long most, LongSupplier taken) {
    watchers++;
    try {
      RoomWait wait = new RoomWait(most, taken);
      while (pending.getAsBoolean() && wait.on(progress)) {
        // The next look is at what is pending.
      }
    } finally {
      watchers--;
    }
  }

  /** Waits while something is pending; returns whether it ended in time. */
  boolean forProgress(BooleanSupplier pending, long nanos) throws InterruptedException {
    watchers++;
    try {
      for (long left = nanos; pending.getAsBoolean(); left = progress.awaitNanos(left)) {
        if (left <= 0) {
          return false;
        }
      }
      return true;
    } finally {
      watchers--;
    }
  }

  /** Waits while something is pending. */
  void forProgress(BooleanSupplier pending) {
    watchers++;
    try {
      while (pending.getAsBoolean()) {
        progress.awaitUninterruptibly();
      }
    } finally {
      watchers--;
    }
  }

  /**
   * Something has left.
   *
   * @param roomAgain whether there is room for those that wait for it
   */
  void signal(boolean roomAgain) {
    if (roomAgain) {
      room.signalAll();
    }
    if (watchers > 0) {
      progress.signalAll();
    }
  }

  void wakeAll() {
    room.signalAll();
    progress.signalAll();
  }
}
