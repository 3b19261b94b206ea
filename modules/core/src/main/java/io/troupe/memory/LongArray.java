package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** An array of {@code long} in shared memory. Thread-safe as {@link Array} says. */
public final class LongArray extends Array {
  LongArray(Block block) {
    super(block, Long.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('q', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static LongArray ofLength(int length) {
    return new LongArray(allocate(length, Long.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('q', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static LongArray of(long... items) {
    LongArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public long get(int index) {
    return Cells.getLong(memory(), at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, long value) {
    Cells.setLong(memory(), at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public long getPlain(int index) {
    return memory().getLong(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, long value) {
    memory().putLong(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public long getAndSet(int index, long value) {
    return Cells.getAndSetLong(memory(), at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, long expected, long value) {
    return Cells.compareAndSetLong(memory(), at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public long getAndAdd(int index, long delta) {
    return Cells.getAndAddLong(memory(), at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(long value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Long.BYTES) {
        items.putLong(at, value);
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
  public void copyTo(int from, long[] target, int targetFrom, int count) {
    try {
      items(from, count).asLongBuffer().get(target, targetFrom, count);
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
  public void copyFrom(int index, long[] source, int sourceFrom, int count) {
    try {
      items(index, count).asLongBuffer().put(source, sourceFrom, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Copies these items in, as plain writes do. Python's {@code array[index : index + n] = items}.
   *
   * @throws IndexOutOfBoundsException if they do not fit into this array
   */
  public void copyFrom(int index, long... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public long[] toArray() {
    long[] items = new long[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  /** Returns the items in order, each read when the stream comes to it. */
  public LongStream stream() {
    return IntStream.range(0, length()).mapToLong(this::get);
  }

  @Override
  char code() {
    return 'q';
  }
}
