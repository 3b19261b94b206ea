package io.troupe.internal.memory;

import java.nio.ByteBuffer;

/**
 * The first word of a block, in shared memory: its generation in the high half, in the low half how
 * many handles there are, its creator's among them. The word is zero while the block is free. A
 * process that dies by a signal does not give its handles back; the block then stays taken until
 * its owner ends.
 */
final class BlockState {
  private final ByteBuffer segment;
  private final int at;

  BlockState(ByteBuffer segment, int at) {
    this.segment = segment;
    this.at = at;
  }

  /** Begins a block's life with one handle. */
  void begin(int generation) {
    Cells.setLong(segment, at, word(generation, 1));
  }

  /** Counts one handle more; returns false if that generation lives no more. */
  boolean tryJoin(int generation) {
    while (true) {
      long seen = Cells.getLong(segment, at);
      if (!isLive(seen, generation)) {
        return false;
      }
      if (Cells.compareAndSetLong(segment, at, seen, seen + 1)) {
        return true;
      }
    }
  }

  /** Returns whether that generation has handles. */
  boolean isLive(int generation) {
    return isLive(Cells.getLong(segment, at), generation);
  }

  /** Counts one handle less. */
  void leave() {
    Cells.getAndAddLong(segment, at, -1);
  }

  /** Ends the life of a block without handles; returns false if there are any. */
  boolean tryEnd(int generation) {
    return Cells.compareAndSetLong(segment, at, word(generation, 0), 0);
  }

  private static boolean isLive(long word, int generation) {
    return word >>> Integer.SIZE == Integer.toUnsignedLong(generation) && (int) word != 0;
  }

  private static long word(int generation, int handles) {
    return (long) generation << Integer.SIZE | handles;
  }
}
