package io.troupe.memory;

import io.troupe.internal.memory.Items;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} in shared memory; made by {@link Value#ofLong}. Thread-safe as {@link Value} says.
 */
public final class LongValue extends Value {
  LongValue(Items items) {
    super(items);
  }

  public long get() {
    return items().getLong(0);
  }

  public void set(long value) {
    items().setLong(0, value);
  }

  /** Sets the value and returns the one before. */
  public long getAndSet(long value) {
    return items().getAndSetLong(0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(long expected, long value) {
    return items().compareAndSetLong(0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public long getAndAdd(long delta) {
    return items().getAndAddLong(0, delta);
  }

  /** Adds to the value, with wrap-around, and returns the sum. */
  public long addAndGet(long delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds one, with wrap-around, and returns the sum. Python's {@code value += 1} under the value's
   * lock.
   */
  public long incrementAndGet() {
    return addAndGet(1);
  }

  /**
   * Replaces the value by what a function makes of it, and returns the new one.
   *
   * @param function called again whenever another thread or process was faster
   */
  public long updateAndGet(LongUnaryOperator function) {
    while (true) {
      long old = get();
      long changed = function.applyAsLong(old);
      if (compareAndSet(old, changed)) {
        return changed;
      }
    }
  }

  @Override
  char code() {
    return 'q';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
