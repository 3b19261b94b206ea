package io.troupe.memory;

import io.troupe.internal.memory.Items;

/**
 * A {@code byte} in shared memory; made by {@link Value#ofByte}. Thread-safe as {@link Value} says.
 */
public final class ByteValue extends Value {
  ByteValue(Items items) {
    super(items);
  }

  public byte get() {
    return items().getByte(0);
  }

  public void set(byte value) {
    items().setByte(0, value);
  }

  /** Sets the value and returns the one before. */
  public byte getAndSet(byte value) {
    return items().getAndSetByte(0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(byte expected, byte value) {
    return items().compareAndSetByte(0, expected, value);
  }

  /** Adds to the value, with wrap-around, and returns the one before. */
  public byte getAndAdd(byte delta) {
    return items().getAndAddByte(0, delta);
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
