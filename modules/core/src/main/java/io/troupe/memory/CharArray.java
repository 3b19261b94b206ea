package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/** An array of {@code char} in shared memory. Thread-safe as {@link Array} says. */
public final class CharArray extends Array {
  CharArray(Items items) {
    super(items, Character.BYTES);
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
    return (char) items().getShort(at(index));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, char value) {
    items().setShort(at(index), (short) value);
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public char getPlain(int index) {
    return (char) items().getShortPlain(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, char value) {
    items().setShortPlain(at(index), (short) value);
  }

  /** Sets the item and returns the one before, atomically. */
  public char getAndSet(int index, char value) {
    return (char) items().getAndSetShort(at(index), (short) value);
  }

  /** Sets the item if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int index, char expected, char value) {
    return items().compareAndSetShort(at(index), (short) expected, (short) value);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(char value) {
    fillBits((short) value);
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, char[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Character.BYTES;
        part.asCharBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, char[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Character.BYTES;
        part.asCharBuffer().put(source, sourceFrom + done, items);
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
