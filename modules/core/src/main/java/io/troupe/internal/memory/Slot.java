package io.troupe.internal.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One slot of a list: two copies of its item, of which the version says which one counts. A writer,
 * alone by a lock, fills the other copy and then counts the version up. So a reader never waits, it
 * only looks again if the copy it read was meanwhile filled anew; and a writer that is killed
 * leaves the old item.
 *
 * <pre>
 *   | version 8 | writer 8 | type 4 | length 4 | bytes: capacity | type 4 | length 4 | bytes: capacity |
 * </pre>
 *
 * @param at offset in the memory
 * @param capacity room for an item's bytes, a multiple of 8
 */
record Slot(ByteBuffer memory, int at, int capacity) {
  private static final int WRITER = Long.BYTES;
  private static final int COPIES = 2 * Long.BYTES;
  private static final int COPY_HEADER = 2 * Integer.BYTES;

  /** Returns the room for an item of that many bytes, and for any scalar. */
  static long capacityFor(int bytes) {
    return Math.max(Long.BYTES, ((long) bytes + Long.BYTES - 1) & -Long.BYTES);
  }

  /** Returns what a slot takes up. */
  static long bytesFor(long capacity) {
    return COPIES + 2 * (COPY_HEADER + capacity);
  }

  SlotItem read() {
    while (true) {
      long version = version();
      SlotItem item = readCopy(copyOf(version));
      VarHandle.acquireFence();
      if (version() == version) {
        return item;
      }
    }
  }

  /**
   * Replaces the item; returns the one before.
   *
   * @param wait whether to wait for another writer
   * @return null if there is another writer, and it is not waited for
   * @throws IllegalArgumentException if it does not fit
   */
  @Nullable
  SlotItem set(SlotItem item, boolean wait) {
    if (item.bytes().length > capacity) {
      throw new IllegalArgumentException(
          "The item does not fit: it takes %d bytes, its slot was made with %d"
              .formatted(item.bytes().length, capacity));
    }
    WriterLock lock = new WriterLock(memory, at + WRITER);
    if (wait) {
      lock.acquire();
    } else if (!lock.tryAcquire()) {
      return null;
    }
    try {
      return replace(item);
    } finally {
      lock.release();
    }
  }

  private SlotItem replace(SlotItem item) {
    long version = version();
    SlotItem old = readCopy(copyOf(version));
    writeCopy(copyOf(version + 1), item);
    Cells.setLong(memory, at, version + 1);
    return old;
  }

  private long version() {
    return Cells.getLong(memory, at);
  }

  private int copyOf(long version) {
    return at + COPIES + (int) (version & 1) * (COPY_HEADER + capacity);
  }

  private SlotItem readCopy(int copy) {
    byte[] bytes = new byte[Math.min(memory.getInt(copy + Integer.BYTES), capacity)];
    memory.get(copy + COPY_HEADER, bytes);
    return new SlotItem(SlotType.of(memory.getInt(copy)), bytes);
  }

  private void writeCopy(int copy, SlotItem item) {
    memory.putInt(copy, item.type().tag());
    memory.putInt(copy + Integer.BYTES, item.bytes().length);
    memory.put(copy + COPY_HEADER, item.bytes());
  }
}
