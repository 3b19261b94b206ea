package io.troupe.memory;

import io.troupe.internal.memory.Items;

/**
 * A {@code float} in shared memory; made by {@link Value#ofFloat}. Thread-safe as {@link Value}
 * says.
 */
public final class FloatValue extends Value {
  FloatValue(Items items) {
    super(items);
  }

  public float get() {
    return Float.intBitsToFloat(items().getInt(0));
  }

  public void set(float value) {
    items().setInt(0, Float.floatToRawIntBits(value));
  }

  /** Sets the value and returns the one before. */
  public float getAndSet(float value) {
    return Float.intBitsToFloat(items().getAndSetInt(0, Float.floatToRawIntBits(value)));
  }

  /**
   * Sets the value if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(float expected, float value) {
    return items()
        .compareAndSetInt(0, Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
  }

  /** Adds to the value and returns the one before. */
  public float getAndAdd(float delta) {
    return items().getAndAddFloat(0, delta);
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
