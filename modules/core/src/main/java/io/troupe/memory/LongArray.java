package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** An array of {@code long} in shared memory. Thread-safe as {@link Array} says. */
public final class LongArray extends Array {
  LongArray(Items items) {
    super(items, Long.BYTES);
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
    return items().getLong(at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, long value) {
    items().setLong(at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public long getPlain(int index) {
    return items().getLongPlain(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, long value) {
    items().setLongPlain(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public long getAndSet(int index, long value) {
    return items().getAndSetLong(at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, long expected, long value) {
    return items().compareAndSetLong(at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public long getAndAdd(int index, long delta) {
    return items().getAndAddLong(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(long value) {
    fillBits(value);
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, long[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Long.BYTES;
        part.asLongBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, long[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Long.BYTES;
        part.asLongBuffer().put(source, sourceFrom + done, items);
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
