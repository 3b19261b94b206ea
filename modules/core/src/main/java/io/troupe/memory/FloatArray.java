package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** An array of {@code float} in shared memory. Thread-safe as {@link Array} says. */
public final class FloatArray extends Array {
  FloatArray(Block block) {
    super(block, Float.BYTES);
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
    return Float.intBitsToFloat(Cells.getInt(memory(), at(index)));
  }

  /** Sets the item, as a volatile write does. */
  public void set(int index, float value) {
    Cells.setInt(memory(), at(index), Float.floatToRawIntBits(value));
  }

  /** Returns the item, as a plain read does: faster in a loop, and ordered by nothing. */
  public float getPlain(int index) {
    return memory().getFloat(at(index));
  }

  /** Sets the item, as a plain write does: faster in a loop, and ordered by nothing. */
  public void setPlain(int index, float value) {
    memory().putFloat(at(index), value);
  }

  /** Sets the item and returns the one before, atomically. */
  public float getAndSet(int index, float value) {
    float old = get(index);
    while (!compareAndSet(index, old, value)) {
      old = get(index);
    }
    return old;
  }

  /**
   * Sets the item if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(int index, float expected, float value) {
    return Cells.compareAndSetInt(
        memory(), at(index), Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
  }

  /** Adds to the item and returns the one before, atomically. */
  public float getAndAdd(int index, float delta) {
    float old = get(index);
    while (!compareAndSet(index, old, old + delta)) {
      old = get(index);
    }
    return old;
  }

  /** Sets all items; not atomic as a whole. */
  public void fill(float value) {
    try {
      ByteBuffer items = items(0, length());
      for (int at = 0; at < items.limit(); at += Float.BYTES) {
        items.putFloat(at, value);
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
  public void copyTo(int from, float[] target, int targetFrom, int count) {
    try {
      items(from, count).asFloatBuffer().get(target, targetFrom, count);
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
    try {
      items(index, count).asFloatBuffer().put(source, sourceFrom, count);
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
