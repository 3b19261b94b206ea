package io.troupe.manager;

import io.troupe.function.Portable;
import io.troupe.memory.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value that processes share: the {@code Value} of a {@link Manager}. It works over a network and
 * holds anything that can cross; {@link Value}, in shared memory, is a thousand times as fast on
 * one machine. Each method is atomic. Thread-safe.
 *
 * @param <T> type of the value
 */
public interface ManagedValue<T extends @Nullable Object> {

  /** Returns a copy of the value. */
  T get();

  void set(T value);

  /** Sets it and returns what it was. */
  T getAndSet(T value);

  /** Sets it if it equals what is expected, and returns whether it did. */
  boolean compareAndSet(T expected, T replacement);

  /**
   * Adds to a number, or to a text, and returns the sum.
   *
   * @throws ArithmeticException if an integer would overflow; the value stays
   * @throws IllegalArgumentException if the two are not of one type of number
   */
  T addAndGet(T amount);

  /** Replaces it by what a function makes of it, where it lives, and returns that. */
  T updateAndGet(Portable.UnaryOperator<T> change);

  /** As {@link #updateAndGet}, but returns what it was. */
  T getAndUpdate(Portable.UnaryOperator<T> change);
}
