package io.troupe.memory;

import io.troupe.internal.memory.Items;

/**
 * A {@code char} in shared memory; made by {@link Value#ofChar}. Thread-safe as {@link Value} says.
 */
public final class CharValue extends Value {
  CharValue(Items items) {
    super(items);
  }

  public char get() {
    return (char) items().getInt(0);
  }

  public void set(char value) {
    items().setInt(0, value);
  }

  /** Sets the value and returns the one before. */
  public char getAndSet(char value) {
    return (char) items().getAndSetInt(0, value);
  }

  /** Sets the value if it is the expected one now; returns whether it was. */
  public boolean compareAndSet(char expected, char value) {
    return items().compareAndSetInt(0, expected, value);
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
