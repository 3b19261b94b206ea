package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An array of {@code byte} in shared memory. Python's array of {@code c_char} too: {@link #toArray}
 * is its {@code raw}. Thread-safe as {@link Array} says.
 */
public final class ByteArray extends Array {
  ByteArray(Items items) {
    super(items, Byte.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('b', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ByteArray ofLength(int length) {
    return new ByteArray(allocate(length, Byte.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('b', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ByteArray of(byte... items) {
    ByteArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public byte get(int index) {
    return items().getByte(at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, byte value) {
    items().setByte(at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public byte getPlain(int index) {
    return items().getBytePlain(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, byte value) {
    items().setBytePlain(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public byte getAndSet(int index, byte value) {
    return items().getAndSetByte(at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, byte expected, byte value) {
    return items().compareAndSetByte(at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public byte getAndAdd(int index, byte delta) {
    return items().getAndAddByte(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(byte value) {
    fillBits(value);
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, byte[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit();
        part.get(target, targetFrom + done, items);
        done += items;
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
  public void copyFrom(int index, byte[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit();
        part.put(source, sourceFrom + done, items);
        store(index + done, part);
        done += items;
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
  public void copyFrom(int index, byte... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public byte[] toArray() {
    byte[] items = new byte[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  @Override
  char code() {
    return 'b';
  }
}
