package io.troupe.internal.sync;

import io.troupe.internal.memory.Cells;
import java.nio.ByteBuffer;

/**
 * A semaphore in memory: a word with the number of free permits in its low half and flags above, then for each process how
 * many permits it has acquired more than released. Thread-safe, between processes too.
 */
final class SemaphoreCell {
  /** How many processes have a place for what they hold. */
  static final int PROCESSES = 61;

  static final int BYTES = Long.BYTES + Integer.BYTES * (PROCESSES + 1);

  // As those of a LockWord, which has their meaning.
  static final long WAITED_FOR = LockWord.WAITED_FOR << Integer.SIZE;
  static final long NOTIFIED = LockWord.NOTIFIED << Integer.SIZE;
  static final long RESERVED = LockWord.RESERVED << Integer.SIZE;

  private final ByteBuffer memory;

  SemaphoreCell(ByteBuffer memory) {
    this.memory = memory;
  }

  long word() {
    return Cells.getLong(memory, 0);
  }

  boolean change(long expected, long word) {
    return Cells.compareAndSetLong(memory, 0, expected, word);
  }

  /** Returns the number of free permits. */
  static int value(long word) {
    return (int) word;
  }

  static boolean wantsNotice(long word) {
    return (word & (WAITED_FOR | NOTIFIED)) == WAITED_FOR;
  }

  /** Takes permits if there are that many, and none of them is reserved. */
  boolean tryTake(int permits) {
    while (true) {
      long seen = word();
      if ((seen & RESERVED) != 0 || value(seen) < permits) {
        return false;
      }
      if (change(seen, seen - permits)) {
        return true;
      }
    }
  }

  /**
   * Gives permits.
   *
   * @return whether the actor must be told
   * @throws IllegalStateException if there would be more than {@code bound} then; nothing is changed
   */
  boolean give(int permits, int bound) {
    while (true) {
      long seen = word();
      if (bound - permits < value(seen)) {
        throw Misuse.tooManyPermits(value(seen), permits, bound);
      }
      boolean notify = wantsNotice(seen);
      if (change(seen, (seen + permits) | (notify ? NOTIFIED : 0))) {
        return notify;
      }
    }
  }

  /** Counts permits that a process has acquired, or released where it is negative. */
  void count(int token, int permits) {
    Cells.getAndAddInt(memory, at(token), permits);
  }

  /** Returns what a process that is gone has acquired more than released, and counts it no more. */
  int clearCount(int token) {
    return Cells.getAndSetInt(memory, at(token), 0);
  }

  private static int at(int token) {
    return Long.BYTES + Integer.BYTES * token;
  }
}
