package io.troupe.internal.sync.cell;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for the cells of states: more pieces than there are states at a time, each of which is used
 * again when its state is gone.
 */
final class CellMemories {
  private static final int PIECES = 1 << 15;
  private static final int PIECE_BYTES = 512;
  private static final ByteBuffer ALL =
      ByteBuffer.allocateDirect(PIECES * PIECE_BYTES).order(ByteOrder.nativeOrder());
  private static final AtomicInteger NEXT = new AtomicInteger();

  private CellMemories() {}

  /** Returns memory that is zero. */
  static ByteBuffer next(int bytes) {
    int piece = NEXT.getAndIncrement() & PIECES - 1;
    ByteBuffer memory = ALL.slice(piece * PIECE_BYTES, bytes).order(ByteOrder.nativeOrder());
    for (int at = 0; at < bytes; at += Long.BYTES) {
      memory.putLong(at, 0);
    }
    return memory;
  }
}
