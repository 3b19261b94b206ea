package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.IntStream;

/** An array of {@code int} in shared memory. Thread-safe as {@link Array} says. */
public final class IntArray extends Array {
  IntArray(Items items) {
    super(items, Integer.BYTES);
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
    return items().getInt(at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, int value) {
    items().setInt(at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public int getPlain(int index) {
    return items().getIntPlain(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, int value) {
    items().setIntPlain(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public int getAndSet(int index, int value) {
    return items().getAndSetInt(at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, int expected, int value) {
    return items().compareAndSetInt(at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public int getAndAdd(int index, int delta) {
    return items().getAndAddInt(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(int value) {
    fillBits(value);
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, int[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Integer.BYTES;
        part.asIntBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, int[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Integer.BYTES;
        part.asIntBuffer().put(source, sourceFrom + done, items);
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
