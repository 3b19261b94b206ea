package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An array of {@code boolean} in shared memory. One byte an item. Thread-safe as {@link Array}
 * says.
 */
public final class BooleanArray extends Array {
  BooleanArray(Block block) {
    super(block, Byte.BYTES);
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
    return Cells.getByte(memory(), at(index)) != 0;
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, boolean value) {
    Cells.setByte(memory(), at(index), toByte(value));
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public boolean getPlain(int index) {
    return memory().get(at(index)) != 0;
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, boolean value) {
    memory().put(at(index), toByte(value));
  }

  /** Sets the item and returns the one before, atomically. */
  public boolean getAndSet(int index, boolean value) {
    boolean old = get(index);
    while (!compareAndSet(index, old, value)) {
      old = get(index);
    }
    return old;
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, boolean expected, boolean value) {
    return Cells.compareAndSetByte(memory(), at(index), toByte(expected), toByte(value));
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(boolean value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Byte.BYTES) {
        items.put(at, toByte(value));
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
  public void copyTo(int from, boolean[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    try {
      ByteBuffer items = items(from, count);
      for (int i = 0; i < count; i++) {
        target[targetFrom + i] = items.get(i) != 0;
      }
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
    try {
      ByteBuffer items = items(index, count);
      for (int i = 0; i < count; i++) {
        items.put(i, toByte(source[sourceFrom + i]));
      }
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
