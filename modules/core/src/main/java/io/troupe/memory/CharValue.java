package io.troupe.memory;

import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Cells;

/**
 * A {@code char} in shared memory; made by {@link Value#ofChar}. Thread-safe as {@link Value} says.
 */
public final class CharValue extends Value {
  CharValue(Block block) {
    super(block);
  }

  public char get() {
    return (char) Cells.getInt(cell(), 0);
  }

  public void set(char value) {
    Cells.setInt(cell(), 0, value);
  }

  /** Sets the value and returns the one before. */
  public char getAndSet(char value) {
    return (char) Cells.getAndSetInt(cell(), 0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(char expected, char value) {
    return Cells.compareAndSetInt(cell(), 0, expected, value);
  }

  @Override
  char code() {
    return 'u';
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
