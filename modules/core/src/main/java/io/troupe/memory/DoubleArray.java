package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** An array of {@code double} in shared memory. Thread-safe as {@link Array} says. */
public final class DoubleArray extends Array {
  DoubleArray(Items items) {
    super(items, Double.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('d', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static DoubleArray ofLength(int length) {
    return new DoubleArray(allocate(length, Double.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('d', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static DoubleArray of(double... items) {
    DoubleArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public double get(int index) {
    return Double.longBitsToDouble(items().getLong(at(index)));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, double value) {
    items().setLong(at(index), Double.doubleToRawLongBits(value));
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public double getPlain(int index) {
    return Double.longBitsToDouble(items().getLongPlain(at(index)));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, double value) {
    items().setLongPlain(at(index), Double.doubleToRawLongBits(value));
  }

  /** Sets the item and returns the one before, atomically. */
  public double getAndSet(int index, double value) {
    return Double.longBitsToDouble(
        items().getAndSetLong(at(index), Double.doubleToRawLongBits(value)));
  }

  /**
   * Sets the item if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(int index, double expected, double value) {
    return items()
        .compareAndSetLong(
            at(index), Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
  }

  /** Adds to the item and returns the one before, atomically. */
  public double getAndAdd(int index, double delta) {
    return items().getAndAddDouble(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(double value) {
    fillBits(Double.doubleToRawLongBits(value));
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, double[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Double.BYTES;
        part.asDoubleBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, double[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Double.BYTES;
        part.asDoubleBuffer().put(source, sourceFrom + done, items);
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
  public void copyFrom(int index, double... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public double[] toArray() {
    double[] items = new double[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  /** Returns the items in order, each read when the stream comes to it. */
  public DoubleStream stream() {
    return IntStream.range(0, length()).mapToDouble(this::get);
  }

  @Override
  char code() {
    return 'd';
  }
}
