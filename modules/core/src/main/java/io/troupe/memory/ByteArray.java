package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * An array of {@code byte} in shared memory. Python's array of {@code c_char} too: {@link #toArray}
 * is its {@code raw}. Thread-safe as {@link Array} says.
 */
public final class ByteArray extends Array {
  ByteArray(Block block) {
    super(block, Byte.BYTES);
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
    return Cells.getByte(memory(), at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, byte value) {
    Cells.setByte(memory(), at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public byte getPlain(int index) {
    return memory().get(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, byte value) {
    memory().put(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public byte getAndSet(int index, byte value) {
    byte old = get(index);
    while (!compareAndSet(index, old, value)) {
      old = get(index);
    }
    return old;
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, byte expected, byte value) {
    return Cells.compareAndSetByte(memory(), at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public byte getAndAdd(int index, byte delta) {
    byte old = get(index);
    while (!compareAndSet(index, old, (byte) (old + delta))) {
      old = get(index);
    }
    return old;
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(byte value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Byte.BYTES) {
        items.put(at, value);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, byte[] target, int targetFrom, int count) {
    try {
      items(from, count).get(target, targetFrom, count);
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
    try {
      items(index, count).put(source, sourceFrom, count);
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
