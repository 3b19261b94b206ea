package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** An array of {@code short} in shared memory. Thread-safe as {@link Array} says. */
public final class ShortArray extends Array {
  ShortArray(Block block) {
    super(block, Short.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('h', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ShortArray ofLength(int length) {
    return new ShortArray(allocate(length, Short.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('h', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static ShortArray of(short... items) {
    ShortArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public short get(int index) {
    return Cells.getShort(memory(), at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, short value) {
    Cells.setShort(memory(), at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public short getPlain(int index) {
    return memory().getShort(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, short value) {
    memory().putShort(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public short getAndSet(int index, short value) {
    short old = get(index);
    while (!compareAndSet(index, old, value)) {
      old = get(index);
    }
    return old;
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, short expected, short value) {
    return Cells.compareAndSetShort(memory(), at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public short getAndAdd(int index, short delta) {
    short old = get(index);
    while (!compareAndSet(index, old, (short) (old + delta))) {
      old = get(index);
    }
    return old;
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(short value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Short.BYTES) {
        items.putShort(at, value);
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
  public void copyTo(int from, short[] target, int targetFrom, int count) {
    try {
      items(from, count).asShortBuffer().get(target, targetFrom, count);
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
  public void copyFrom(int index, short[] source, int sourceFrom, int count) {
    try {
      items(index, count).asShortBuffer().put(source, sourceFrom, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies these items in, as plain writes do. Python's {@code array[index : index + n] = items}.
   *
   * @throws IndexOutOfBoundsException if they do not fit into this array
   */
  public void copyFrom(int index, short... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public short[] toArray() {
    short[] items = new short[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  @Override
  char code() {
    return 'h';
  }
}
