package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** An array of {@code char} in shared memory. Thread-safe as {@link Array} says. */
public final class CharArray extends Array {
  CharArray(Block block) {
    super(block, Character.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array(c_wchar, length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static CharArray ofLength(int length) {
    return new CharArray(allocate(length, Character.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array(c_wchar, items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static CharArray of(char... items) {
    CharArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public char get(int index) {
    return (char) Cells.getShort(memory(), at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, char value) {
    Cells.setShort(memory(), at(index), (short) value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public char getPlain(int index) {
    return memory().getChar(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, char value) {
    memory().putChar(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public char getAndSet(int index, char value) {
    char old = get(index);
    while (!compareAndSet(index, old, value)) {
      old = get(index);
    }
    return old;
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, char expected, char value) {
    return Cells.compareAndSetShort(memory(), at(index), (short) expected, (short) value);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(char value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Character.BYTES) {
        items.putChar(at, value);
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
  public void copyTo(int from, char[] target, int targetFrom, int count) {
    try {
      items(from, count).asCharBuffer().get(target, targetFrom, count);
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
  public void copyFrom(int index, char[] source, int sourceFrom, int count) {
    try {
      items(index, count).asCharBuffer().put(source, sourceFrom, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies these items in, as plain writes do. Python's {@code array[index : index + n] = items}.
   *
   * @throws IndexOutOfBoundsException if they do not fit into this array
   */
  public void copyFrom(int index, char... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public char[] toArray() {
    char[] items = new char[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  @Override
  char code() {
    return 'u';
  }
}
