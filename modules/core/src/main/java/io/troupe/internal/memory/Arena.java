package io.troupe.internal.memory;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A segment of the heap and what is free in it. Not thread-safe: the heap's lock guards it. */
final class Arena {
  /** Blocks begin and end on cache lines, so that two values never contend for one. */
  private static final int LINE_BYTES = 64;

  private final Segment segment;
  private final ByteBuffer memory;
  private final FreeSpace free;
  private final BitSet begins = new BitSet(); // lines on which a block begins

  Arena(Segment segment) {
    this.segment = segment;
    this.memory = segment.slice(0, (int) segment.size());
    this.free = new FreeSpace((int) segment.size());
  }

  /** Returns what a payload takes up in an arena; may exceed what an arena can be. */
  static long blockBytes(int payloadBytes) {
    long bytes = Block.HEADER_BYTES + (long) payloadBytes;
    return (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
  }

  /** Takes memory, which is zero; null if there is no free range that long. */
  @Nullable
  BlockAddress take(int payloadBytes, int generation) {
    int length = (int) blockBytes(payloadBytes);
    int offset = free.take(length);
    if (offset < 0) {
      return null;
    }
    state(offset).begin(generation);
    begins.set(offset / LINE_BYTES);
    return new BlockAddress(segment.name(), offset, generation, payloadBytes);
  }

  // Now rather than when it is taken: what is fresh is zero already.
  private void clear(int offset, int length) {
    for (int at = offset; at < offset + length; at += Long.BYTES) {
      memory.putLong(at, 0);
    }
  }

  BlockState state(int offset) {
    return new BlockState(memory, offset);
  }

  /** Makes a block's memory free if no handle to it is left. */
  boolean tryFree(BlockAddress block) {
    if (!state(block.offset()).tryEnd(block.generation())) {
      return false;
    }
    int length = (int) blockBytes(block.bytes());
    begins.clear(block.offset() / LINE_BYTES);
    clear(block.offset(), length);
    free.give(block.offset(), length);
    return true;
  }

  /** Returns the locks of the blocks, in use or not, whose first word is such a one. */
  List<ByteBuffer> locks(LongPredicate word) {
    return begins.stream()
        .map(line -> line * LINE_BYTES)
        .filter(offset -> word.test(Cells.getLong(memory, Block.lockOffset(offset))))
        .mapToObj(this::lock)
        .toList();
  }

  /** Returns the lock of a block; null if it is not in use. */
  @Nullable
  ByteBuffer lock(BlockAddress block) {
    boolean begins = this.begins.get(block.offset() / LINE_BYTES);
    return begins && state(block.offset()).isLive(block.generation()) ? lock(block.offset()) : null;
  }

  private ByteBuffer lock(int offset) {
    return segment.slice(Block.lockOffset(offset), Block.LOCK_BYTES);
  }

  boolean isEmpty() {
    return free.isUntouched();
  }

  Segment segment() {
    return segment;
  }
}
