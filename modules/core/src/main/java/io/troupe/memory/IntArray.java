package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** An array of {@code int} in shared memory. Thread-safe as {@link Array} says. */
public final class IntArray extends Array {
  IntArray(Block block) {
    super(block, Integer.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('i', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static IntArray ofLength(int length) {
    return new IntArray(allocate(length, Integer.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('i', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static IntArray of(int... items) {
    IntArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public int get(int index) {
    return Cells.getInt(memory(), at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, int value) {
    Cells.setInt(memory(), at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public int getPlain(int index) {
    return memory().getInt(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, int value) {
    memory().putInt(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public int getAndSet(int index, int value) {
    return Cells.getAndSetInt(memory(), at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, int expected, int value) {
    return Cells.compareAndSetInt(memory(), at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public int getAndAdd(int index, int delta) {
    return Cells.getAndAddInt(memory(), at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(int value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Integer.BYTES) {
        items.putInt(at, value);
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
  public void copyTo(int from, int[] target, int targetFrom, int count) {
    try {
      items(from, count).asIntBuffer().get(target, targetFrom, count);
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
  public void copyFrom(int index, int[] source, int sourceFrom, int count) {
    try {
      items(index, count).asIntBuffer().put(source, sourceFrom, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies these items in, as plain writes do. Python's {@code array[index : index + n] = items}.
   *
   * @throws IndexOutOfBoundsException if they do not fit into this array
   */
  public void copyFrom(int index, int... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public int[] toArray() {
    int[] items = new int[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  /** Returns the items in order, each read when the stream comes to it. */
  public IntStream stream() {
    return IntStream.range(0, length()).map(this::get);
  }

  @Override
  char code() {
    return 'i';
  }
}
