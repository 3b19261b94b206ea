package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;

/**
 * A {@code float} in shared memory; made by {@link Value#ofFloat}. Thread-safe as {@link Value}
 * says.
 */
public final class FloatValue extends Value {
  FloatValue(Block block) {
    super(block);
  }

  public float get() {
    return Float.intBitsToFloat(Cells.getInt(cell(), 0));
  }

  public void set(float value) {
    Cells.setInt(cell(), 0, Float.floatToRawIntBits(value));
  }

  /** Sets the value and returns the one before. */
  public float getAndSet(float value) {
    return Float.intBitsToFloat(Cells.getAndSetInt(cell(), 0, Float.floatToRawIntBits(value)));
  }

  /**
   * Sets the value if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(float expected, float value) {
    return Cells.compareAndSetInt(
        cell(), 0, Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
  }

  /** Adds to the value and returns the one before. */
  public float getAndAdd(float delta) {
    while (true) {
      float old = get();
      if (compareAndSet(old, old + delta)) {
        return old;
      }
    }
  }

  /** Adds to the value and returns the sum. */
  public float addAndGet(float delta) {
    return getAndAdd(delta) + delta;
  }

  @Override
  char code() {
    return 'f';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
