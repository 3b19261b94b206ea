package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * The memory of a list: how many slots there are, the capacity of each, the slots. Thread-safe.
 *
 * <pre>
 *   | magic 8 | count 4 | capacity 4 … | padding to 8 | slot … |
 * </pre>
 */
final class Slots {
  private static final long MAGIC = 0x5452_4F55_5045_4C01L; // "TROUPEL", version 1
  private static final int COUNT = Long.BYTES;
  private static final int CAPACITIES = COUNT + Integer.BYTES;

  private final ByteBuffer memory;
  private final int[] offsets; // of each slot, and where the last one ends

  private Slots(ByteBuffer memory, int[] offsets) {
    this.memory = memory;
    this.offsets = offsets;
  }

  /**
   * Returns the memory that a list of these items takes.
   *
   * @throws IllegalArgumentException if that is not less than 2 GiB
   */
  static int bytesFor(List<SlotItem> items) {
    long bytes = firstSlot(items.size());
    for (SlotItem item : items) {
      bytes += Slot.bytesFor(Slot.capacityFor(item.bytes().length));
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A list must be smaller than 2 GiB, these items take " + bytes + " bytes");
    }
    return (int) bytes;
  }

  private static long firstSlot(int count) {
    return (CAPACITIES + (long) count * Integer.BYTES + Long.BYTES - 1) & -Long.BYTES;
  }

  /** Writes a list into memory full of zeros. */
  static Slots create(ByteBuffer memory, List<SlotItem> items) {
    memory.putInt(COUNT, items.size());
    for (int i = 0; i < items.size(); i++) {
      int capacity = (int) Slot.capacityFor(items.get(i).bytes().length);
      memory.putInt(CAPACITIES + i * Integer.BYTES, capacity);
    }
    Slots slots = new Slots(memory, offsets(memory, items.size()));
    for (int i = 0; i < items.size(); i++) {
      slots.at(i).set(items.get(i), true);
    }
    Cells.setLong(memory, 0, MAGIC); // last: no process attaches to half a list
    return slots;
  }

  /**
   * Reads the layout of a list.
   *
   * @throws IOException if the memory holds none
   */
  static Slots open(ByteBuffer memory) throws IOException {
    if (memory.capacity() < firstSlot(0) || Cells.getLong(memory, 0) != MAGIC) {
      throw new IOException("This shared memory is not a ShareableList, or not one yet");
    }
    return new Slots(memory, offsets(memory, memory.getInt(COUNT)));
  }

  private static int[] offsets(ByteBuffer memory, int count) {
    int[] offsets = new int[count + 1];
    offsets[0] = (int) firstSlot(count);
    for (int i = 0; i < count; i++) {
      int capacity = memory.getInt(CAPACITIES + i * Integer.BYTES);
      offsets[i + 1] = offsets[i] + (int) Slot.bytesFor(capacity);
    }
    return offsets;
  }

  int size() {
    return offsets.length - 1;
  }

  /**
   * Returns a slot.
   *
   * @throws IndexOutOfBoundsException if there is no such slot
   */
  Slot at(int index) {
    Objects.checkIndex(index, size());
    return new Slot(memory, offsets[index], memory.getInt(CAPACITIES + index * Integer.BYTES));
  }
}
