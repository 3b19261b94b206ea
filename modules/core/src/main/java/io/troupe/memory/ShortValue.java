package io.troupe.memory;

import io.troupe.internal.memory.Items;

/**
 * A {@code short} in shared memory; made by {@link Value#ofShort}. Thread-safe as {@link Value}
 * says.
 */
public final class ShortValue extends Value {
  ShortValue(Items items) {
    super(items);
  }

  public short get() {
    return items().getShort(0);
  }

  public void set(short value) {
    items().setShort(0, value);
  }

  /** Sets the value and returns the one before. */
  public short getAndSet(short value) {
    return items().getAndSetShort(0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(short expected, short value) {
    return items().compareAndSetShort(0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public short getAndAdd(short delta) {
    return items().getAndAddShort(0, delta);
  }

  /** Adds to the value, with wrap-around, and returns the sum. */
  public short addAndGet(short delta) {
    return (short) (getAndAdd(delta) + delta);
  }

  /**
   * Adds one, with wrap-around, and returns the sum. Python's {@code value += 1} under the value's
   * lock.
   */
  public short incrementAndGet() {
    return addAndGet((short) 1);
  }

  @Override
  char code() {
    return 'h';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
