package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;

/**
 * A {@code byte} in shared memory; made by {@link Value#ofByte}. Thread-safe as {@link Value} says.
 */
public final class ByteValue extends Value {
  ByteValue(Block block) {
    super(block);
  }

  public byte get() {
    return (byte) Cells.getInt(cell(), 0);
  }

  public void set(byte value) {
    Cells.setInt(cell(), 0, value);
  }

  /** Sets the value and returns the one before. */
  public byte getAndSet(byte value) {
    return (byte) Cells.getAndSetInt(cell(), 0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(byte expected, byte value) {
    return Cells.compareAndSetInt(cell(), 0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public byte getAndAdd(byte delta) {
    while (true) {
      byte old = get();
      if (compareAndSet(old, (byte) (old + delta))) {
        return old;
      }
    }
  }

  /** Adds to the value, with wrap-around, and returns the sum. */
  public byte addAndGet(byte delta) {
    return (byte) (getAndAdd(delta) + delta);
  }

  /**
   * Adds one, with wrap-around, and returns the sum. Python's {@code value += 1} under the value's
   * lock.
   */
  public byte incrementAndGet() {
    return addAndGet((byte) 1);
  }

  @Override
  char code() {
    return 'b';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
