package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;

/**
 * A {@code short} in shared memory; made by {@link Value#ofShort}. Thread-safe as {@link Value}
 * says.
 */
public final class ShortValue extends Value {
  ShortValue(Block block) {
    super(block);
  }

  public short get() {
    return (short) Cells.getInt(cell(), 0);
  }

  public void set(short value) {
    Cells.setInt(cell(), 0, value);
  }

  /** Sets the value and returns the one before. */
  public short getAndSet(short value) {
    return (short) Cells.getAndSetInt(cell(), 0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(short expected, short value) {
    return Cells.compareAndSetInt(cell(), 0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public short getAndAdd(short delta) {
    while (true) {
      short old = get();
      if (compareAndSet(old, (short) (old + delta))) {
        return old;
      }
    }
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
