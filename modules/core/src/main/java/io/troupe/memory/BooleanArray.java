package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An array of {@code boolean} in shared memory. One byte an item. Thread-safe as {@link Array}
 * says.
 */
public final class BooleanArray extends Array {
  BooleanArray(Items items) {
    super(items, Byte.BYTES);
  }

  /**
   * Makes an array of {@code false}. Python's {@code Array(c_bool, length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static BooleanArray ofLength(int length) {
    return new BooleanArray(allocate(length, Byte.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array(c_bool, items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static BooleanArray of(boolean... items) {
    BooleanArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public boolean get(int index) {
    return items().getByte(at(index)) != 0;
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, boolean value) {
    items().setByte(at(index), toByte(value));
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public boolean getPlain(int index) {
    return items().getBytePlain(at(index)) != 0;
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, boolean value) {
    items().setBytePlain(at(index), toByte(value));
  }

  /** Sets the item and returns the one before, atomically. */
  public boolean getAndSet(int index, boolean value) {
    return items().getAndSetByte(at(index), toByte(value)) != 0;
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, boolean expected, boolean value) {
    return items().compareAndSetByte(at(index), toByte(expected), toByte(value));
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(boolean value) {
    fillBits(toByte(value));
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, boolean[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        for (int i = 0; i < part.limit(); i++) {
          target[targetFrom + done + i] = part.get(i) != 0;
        }
        done += part.limit();
      } while (done < count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies items in, as plain writes do.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in the source, or do not fit into this
   *     array
   */
  public void copyFrom(int index, boolean[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        for (int i = 0; i < part.limit(); i++) {
          part.put(i, toByte(source[sourceFrom + done + i]));
        }
        store(index + done, part);
        done += part.limit();
      } while (done < count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies these items in, as plain writes do. Python's {@code array[index : index + n] = items}.
   *
   * @throws IndexOutOfBoundsException if they do not fit into this array
   */
  public void copyFrom(int index, boolean... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public boolean[] toArray() {
    boolean[] items = new boolean[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  private static byte toByte(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  @Override
  char code() {
    return '?';
  }
}
