package io.troupe.internal.sync;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A lock in memory: its {@link LockWord}, and how often its holder holds it, which only the holder reads and writes.
 * Thread-safe, between processes too.
 */
final class MutexCell {
  static final int BYTES = 16;

  private static final int COUNT = 8;

  private final ByteBuffer memory;
  private final @Nullable Block guarded;

  /** @param memory zero while nobody holds the lock; kept in use by somebody else */
  MutexCell(ByteBuffer memory) {
    this.memory = memory;
    this.guarded = null;
  }

  /** The lock that guards a block, and lies before its payload. */
  MutexCell(Block guarded) {
    this.memory = guarded.lock();
    this.guarded = guarded;
  }

  // A block that is closed may be somebody else's by now.
  private ByteBuffer memory() {
    if (guarded != null) {
      return guarded.lock();
    }
    return memory;
  }

  long word() {
    return Cells.getLong(memory(), 0);
  }

  boolean change(long expected, long word) {
    return Cells.compareAndSetLong(memory(), 0, expected, word);
  }

  int count() {
    return Cells.getInt(memory(), COUNT);
  }

  /** For the holder, or for the actor that has made it one. */
  void count(int count) {
    memory().putInt(COUNT, count);
  }

  /** Takes the lock if it is free. */
  boolean tryTake(long holder) {
    if (change(0, holder)) {
      return true;
    }
    while (true) {
      long seen = word();
      if (!LockWord.isFree(seen)) {
        return false;
      }
      if (change(seen, seen | holder)) {
        return true;
      }
    }
  }

  boolean isHeldBy(long holder) {
    return LockWord.holder(word()) == holder;
  }

  /** What became of an attempt to release a lock. */
  enum Release {
    DONE,
    /** Done, and the actor must be told. */
    DONE_NOTIFY,
    NOT_HELD
  }

  /** Releases the lock, whoever holds it. */
  Release release(long likelyHolder) {
    if (change(likelyHolder, 0)) {
      return Release.DONE;
    }
    while (true) {
      long seen = word();
      if (!LockWord.isHeld(seen)) {
        return Release.NOT_HELD;
      }
      if (change(seen, LockWord.released(seen))) {
        return LockWord.wantsNotice(seen) ? Release.DONE_NOTIFY : Release.DONE;
      }
    }
  }
}
