package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;

/**
 * A {@code boolean} in shared memory; made by {@link Value#ofBoolean}. Thread-safe as {@link Value}
 * says.
 */
public final class BooleanValue extends Value {
  BooleanValue(Block block) {
    super(block);
  }

  public boolean get() {
    return Cells.getInt(cell(), 0) != 0;
  }

  public void set(boolean value) {
    Cells.setInt(cell(), 0, value ? 1 : 0);
  }

  /** Sets the value and returns the one before. */
  public boolean getAndSet(boolean value) {
    return Cells.getAndSetInt(cell(), 0, value ? 1 : 0) != 0;
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(boolean expected, boolean value) {
    return Cells.compareAndSetInt(cell(), 0, expected ? 1 : 0, value ? 1 : 0);
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
