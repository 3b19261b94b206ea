package io.troupe.memory;

import io.troupe.internal.memory.Items;

/**
 * A {@code boolean} in shared memory; made by {@link Value#ofBoolean}. Thread-safe as {@link Value}
 * says.
 */
public final class BooleanValue extends Value {
  BooleanValue(Items items) {
    super(items);
  }

  public boolean get() {
    return items().getInt(0) != 0;
  }

  public void set(boolean value) {
    items().setInt(0, value ? 1 : 0);
  }

  /** Sets the value and returns the one before. */
  public boolean getAndSet(boolean value) {
    return items().getAndSetInt(0, value ? 1 : 0) != 0;
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(boolean expected, boolean value) {
    return items().compareAndSetInt(0, expected ? 1 : 0, value ? 1 : 0);
  }

  @Override
  char code() {
    return '?';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
