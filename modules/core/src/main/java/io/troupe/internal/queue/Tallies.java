package io.troupe.internal.queue;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Shared memory in which a process counts what it takes of each batch under way, and which outlives it: the owner of the queue
 * learns from it what a process had taken when it was killed, without a message for each item. A word holds the batch and
 * the count. Not thread-safe but for reading.
 */
final class Tallies {
  /** How many batches can be under way; further ones are reported by messages. */
  private static final int SLOTS = 64;

  private static final int COUNT_BITS = 16;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private final Block block;
  private long free = -1;

  private Tallies(Block block) {
    this.block = block;
  }

  /**
   * Makes those of this process.
   *
   * @throws UncheckedIOException if there is no memory for them
   */
  static Tallies create() {
    return new Tallies(Block.allocate(SLOTS * Long.BYTES));
  }

  /**
   * Opens those of another process.
   *
   * @throws IOException if they are not on this machine
   * @throws IllegalArgumentException if the text is no address
   */
  static Tallies attach(String address) throws IOException {
    Tallies attached = new Tallies(Block.attach(address));
    if (attached.block.bytes() < SLOTS * Long.BYTES) {
      throw new IllegalArgumentException("Too small for tallies: " + address);
    }
    return attached;
  }

  String address() {
    return block.address();
  }

  /** Returns the number of a word that is free, and is not from now on; -1 if there is none. */
  int claim() {
    if (free == 0) {
      return -1;
    }
    int slot = Long.numberOfTrailingZeros(free);
    free &= ~(1L << slot);
    return slot;
  }

  void release(int slot) {
    free |= 1L << slot;
  }

  void count(int slot, long batch, int taken) {
    Cells.setLong(block.memory(), slot * Long.BYTES, batch << COUNT_BITS | taken);
  }

  /** Returns what is counted of a batch. */
  Tally of(int slot, long batch) {
    if (slot < 0 || slot >= SLOTS) {
      return Tally.NONE;
    }
    return () -> {
      long word = Cells.getLong(block.memory(), slot * Long.BYTES);
      return word >>> COUNT_BITS == batch ? (int) word & COUNT_MASK : 0;
    };
  }
}
