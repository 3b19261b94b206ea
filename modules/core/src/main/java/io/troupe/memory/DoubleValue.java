package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code double} in shared memory; made by {@link Value#ofDouble}. Thread-safe as {@link Value}
 * says.
 */
public final class DoubleValue extends Value {
  DoubleValue(Items items) {
    super(items);
  }

  public double get() {
    return Double.longBitsToDouble(items().getLong(0));
  }

  public void set(double value) {
    items().setLong(0, Double.doubleToRawLongBits(value));
  }

  /** Sets the value and returns the one before. */
  public double getAndSet(double value) {
    return Double.longBitsToDouble(items().getAndSetLong(0, Double.doubleToRawLongBits(value)));
  }

  /**
   * Sets the value if it is the expected one now; returns whether it was. Compares bit by bit, so
   * that NaN equals itself and 0.0 differs from -0.0.
   */
  public boolean compareAndSet(double expected, double value) {
    return items()
        .compareAndSetLong(
            0, Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
  }

  /** Adds to the value and returns the one before. */
  public double getAndAdd(double delta) {
    return items().getAndAddDouble(0, delta);
  }

  /** Adds to the value and returns the sum. */
  public double addAndGet(double delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Replaces the value by what a function makes of it, and returns the new one.
   *
   * @param function called again whenever another thread or process was faster
   */
  public double updateAndGet(DoubleUnaryOperator function) {
    while (true) {
      double old = get();
      double changed = function.applyAsDouble(old);
      if (compareAndSet(old, changed)) {
        return changed;
      }
    }
  }

  @Override
  char code() {
    return 'd';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
