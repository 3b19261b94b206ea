package io.troupe.internal.queue;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Shared memory in which a process counts what it takes of each batch under way, and which outlives
 * it: the owner of the queue learns from it what a process had taken when it was killed, without a
 * message for each item, and takes back what a process has not taken without asking it, which may
 * be stopped. A word holds the batch, whether the rest was taken back, and the count. Not
 * thread-safe but for a Tally.
 */
final class Tallies {
  /** How many batches can be under way; further ones are reported by messages. */
  private static final int SLOTS = 64;

  private static final int BATCH_SHIFT = 16;
  private static final long REVOKED = 1L << (BATCH_SHIFT - 1);
  private static final long COUNT = REVOKED - 1;

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

  /**
   * Counts what is taken of a batch, up to and with an item; the first item is always there to be
   * taken.
   *
   * @return false if the owner has taken the item back
   */
  boolean count(int slot, long batch, int taken) {
    while (true) {
      long seen = word(slot);
      long revoked = isOf(seen, batch) ? seen & REVOKED : 0;
      if (revoked != 0 && taken > 1) {
        return false;
      }
      if (change(slot, seen, batch << BATCH_SHIFT | revoked | taken)) {
        return true;
      }
    }
  }

  private long word(int slot) {
    return Cells.getLong(block.memory(), slot * Long.BYTES);
  }

  private boolean change(int slot, long seen, long word) {
    return Cells.compareAndSetLong(block.memory(), slot * Long.BYTES, seen, word);
  }

  private static boolean isOf(long word, long batch) {
    return word >>> BATCH_SHIFT == batch;
  }

  /** Returns what is counted of a batch. */
  Tally of(int slot, long batch) {
    return slot < 0 || slot >= SLOTS ? Tally.NONE : new Shared(this, slot, batch);
  }

  /** How many items of a batch its receiver has taken, where that can be seen without asking. */
  interface Tally {
    /** For callers that send word of what they take, or whose death ends the queue too. */
    Tally NONE = () -> 0;

    int taken();

    /**
     * Has no further item taken. Returns how many were, or will be; -1 where only the receiver can
     * say.
     */
    default int revoke() {
      return -1;
    }
  }

  private record Shared(Tallies tallies, int slot, long batch) implements Tally {
    @Override
    public int taken() {
      long word = tallies.word(slot);
      return isOf(word, batch) ? (int) (word & COUNT) : 0;
    }

    @Override
    public int revoke() {
      long seen;
      long taken;
      do {
        seen = tallies.word(slot);
        taken = isOf(seen, batch) ? seen & COUNT : 0;
      } while (!tallies.change(slot, seen, batch << BATCH_SHIFT | REVOKED | taken));
      return (int) Math.max(1, taken); // a thread waits for the first
    }
  }
}
