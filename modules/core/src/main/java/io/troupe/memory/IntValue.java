package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} in shared memory; made by {@link Value#ofInt}. Thread-safe as {@link Value} says.
 */
public final class IntValue extends Value {
  IntValue(Items items) {
    super(items);
  }

  public int get() {
    return items().getInt(0);
  }

  public void set(int value) {
    items().setInt(0, value);
  }

  /** Sets the value and returns the one before. */
  public int getAndSet(int value) {
    return items().getAndSetInt(0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(int expected, int value) {
    return items().compareAndSetInt(0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public int getAndAdd(int delta) {
    return items().getAndAddInt(0, delta);
  }

  /** Adds to the value, with wrap-around, and returns the sum. */
  public int addAndGet(int delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds one, with wrap-around, and returns the sum. Python's {@code value += 1} under the value's
   * lock.
   */
  public int incrementAndGet() {
    return addAndGet(1);
  }

  /**
   * Replaces the value by what a function makes of it, and returns the new one.
   *
   * @param function called again whenever another thread or process was faster
   */
  public int updateAndGet(IntUnaryOperator function) {
    while (true) {
      int old = get();
      int changed = function.applyAsInt(old);
      if (compareAndSet(old, changed)) {
        return changed;
      }
    }
  }

  @Override
  char code() {
    return 'i';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
