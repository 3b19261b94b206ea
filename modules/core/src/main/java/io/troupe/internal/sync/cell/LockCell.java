package io.troupe.internal.sync.cell;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A lock in memory: its {@link LockWord}, and how often its holder holds it, which only the holder
 * reads and writes. Thread-safe, between processes too.
 */
public final class LockCell {
  public static final int BYTES = 16;

  private static final int COUNT = 8;

  private final ByteBuffer memory;
  private final @Nullable Block guarded;

  /** @param memory zero while the lock is not held; kept in use elsewhere */
  public LockCell(ByteBuffer memory) {
    this.memory = memory;
    this.guarded = null;
  }

  /** The lock that guards a block, and lies before its payload. */
  public LockCell(Block guarded) {
    this.memory = guarded.lock();
    this.guarded = guarded;
  }

  // A block that is closed may be in use elsewhere by now.
  private ByteBuffer memory() {
    if (guarded != null) {
      return guarded.lock();
    }
    return memory;
  }

  public long word() {
    return Cells.getLong(memory(), 0);
  }

  public boolean change(long expected, long word) {
    return Cells.compareAndSetLong(memory(), 0, expected, word);
  }

  public int count() {
    return Cells.getInt(memory(), COUNT);
  }

  /** For the holder, or for the actor that has made it one. */
  public void count(int count) {
    memory().putInt(COUNT, count);
  }

  /** Takes the lock if it is free. */
  public boolean tryTake(long holder) {
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

  /** Hands the lock on within a process; returns false if {@code from} does not hold it. */
  public boolean handOn(long from, long to) {
    while (true) {
      long seen = word();
      if (LockWord.holder(seen) != from) {
        return false;
      }
      if (change(seen, (seen ^ from) | to)) {
        return true;
      }
    }
  }

  public boolean isHeldBy(long holder) {
    return LockWord.holder(word()) == holder;
  }

  /** What became of an attempt to release a lock. */
  public enum Release {
    DONE,
    /** Done, and the actor must be told. */
    DONE_NOTIFY,
    NOT_HELD
  }

  /** Releases the lock, for any holder. */
  public Release release(long likelyHolder) {
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
