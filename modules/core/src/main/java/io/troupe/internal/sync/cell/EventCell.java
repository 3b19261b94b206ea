package io.troupe.internal.sync.cell;

import io.troupe.internal.memory.Cells;
import java.nio.ByteBuffer;

/**
 * An event in memory: whether it is set, whether threads wait, and how often it was set, so that a
 * waiter does not miss that it was when it is cleared at once. Thread-safe, between processes too.
 */
public final class EventCell {
  public static final int BYTES = Long.BYTES;

  private static final long SET = 1;
  private static final long WAITED_FOR = 2;
  private static final long TIMES_UNIT = 4;

  private final ByteBuffer memory;

  public EventCell(ByteBuffer memory) {
    this.memory = memory;
  }

  public long word() {
    return Cells.getLong(memory, 0);
  }

  private boolean change(long expected, long word) {
    return Cells.compareAndSetLong(memory, 0, expected, word);
  }

  public static boolean isSet(long word) {
    return (word & SET) != 0;
  }

  /** Returns how often the event had been set. */
  public static long times(long word) {
    return word / TIMES_UNIT;
  }

  /** Returns whether the event is set, or has been since a time that it was not. */
  public boolean isSetSince(long times) {
    long seen = word();
    return isSet(seen) || times(seen) != times;
  }

  /** Sets the event. Returns whether the actor must be told. */
  public boolean set() {
    while (true) {
      long seen = word();
      if (isSet(seen)) {
        return false;
      }
      if (change(seen, ((seen + TIMES_UNIT) | SET) & ~WAITED_FOR)) {
        return (seen & WAITED_FOR) != 0;
      }
    }
  }

  public void clear() {
    long seen;
    do {
      seen = word();
    } while (isSet(seen) && !change(seen, seen & ~SET));
  }

  /**
   * Has the process that sets the event tell the actor. Returns false if it was set since that
   * time: then none would.
   */
  public boolean tryAnnounce(long times) {
    while (true) {
      long seen = word();
      if (isSet(seen) || times(seen) != times) {
        return false;
      }
      if (change(seen, seen | WAITED_FOR)) {
        return true;
      }
    }
  }
}
