package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/** An array of {@code short} in shared memory. Thread-safe as {@link Array} says. */
public final class ShortArray extends Array {
  ShortArray(Items items) {
    super(items, Short.BYTES);
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
    return items().getShort(at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, short value) {
    items().setShort(at(index), value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public short getPlain(int index) {
    return items().getShortPlain(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, short value) {
    items().setShortPlain(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public short getAndSet(int index, short value) {
    return items().getAndSetShort(at(index), value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, short expected, short value) {
    return items().compareAndSetShort(at(index), expected, value);
  }

  /** Adds to the item, with wrap-around, and returns the one before, atomically. */
  public short getAndAdd(int index, short delta) {
    return items().getAndAddShort(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(short value) {
    fillBits(value);
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, short[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Short.BYTES;
        part.asShortBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, short[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Short.BYTES;
        part.asShortBuffer().put(source, sourceFrom + done, items);
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
