package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/** An array of {@code float} in shared memory. Thread-safe as {@link Array} says. */
public final class FloatArray extends Array {
  FloatArray(Items items) {
    super(items, Float.BYTES);
  }

  /**
   * Makes an array of zeros. Python's {@code Array('f', length)}.
   *
   * @param length number of items, at least 0
   * @throws IllegalArgumentException if the length is negative, or the array not smaller than 2 GiB
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static FloatArray ofLength(int length) {
    return new FloatArray(allocate(length, Float.BYTES));
  }

  /**
   * Makes an array of these items. Python's {@code Array('f', items)}.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  public static FloatArray of(float... items) {
    FloatArray array = ofLength(items.length);
    array.copyFrom(0, items);
    return array;
  }

  /** Returns the item, as a volatile read does. */
  public float get(int index) {
    return Float.intBitsToFloat(items().getInt(at(index)));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, float value) {
    items().setInt(at(index), Float.floatToRawIntBits(value));
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public float getPlain(int index) {
    return Float.intBitsToFloat(items().getIntPlain(at(index)));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, float value) {
    items().setIntPlain(at(index), Float.floatToRawIntBits(value));
  }

  /** Sets the item and returns the one before, atomically. */
  public float getAndSet(int index, float value) {
    return Float.intBitsToFloat(items().getAndSetInt(at(index), Float.floatToRawIntBits(value)));
  }

  /**
   * Sets the item if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(int index, float expected, float value) {
    return items()
        .compareAndSetInt(
            at(index), Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
  }

  /** Adds to the item and returns the one before, atomically. */
  public float getAndAdd(int index, float delta) {
    return items().getAndAddFloat(at(index), delta);
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(float value) {
    fillBits(Float.floatToRawIntBits(value));
  }

  /**
   * Copies items out, as plain reads do. Python's {@code array[from : from + count]}.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in this array, or do not fit into the
   *     target
   */
  public void copyTo(int from, float[] target, int targetFrom, int count) {
    Objects.checkFromIndexSize(targetFrom, count, target.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = read(from + done, count - done);
        int items = part.limit() / Float.BYTES;
        part.asFloatBuffer().get(target, targetFrom + done, items);
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
  public void copyFrom(int index, float[] source, int sourceFrom, int count) {
    Objects.checkFromIndexSize(sourceFrom, count, source.length);
    int done = 0;
    try {
      do {
        ByteBuffer part = room(index + done, count - done);
        int items = part.limit() / Float.BYTES;
        part.asFloatBuffer().put(source, sourceFrom + done, items);
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
  public void copyFrom(int index, float... items) {
    copyFrom(index, items, 0, items.length);
  }

  /** Returns a copy of the items, as plain reads give it. Python's {@code array[:]}. */
  public float[] toArray() {
    float[] items = new float[length()];
    copyTo(0, items, 0, items.length);
    return items;
  }

  @Override
  char code() {
    return 'f';
  }
}
