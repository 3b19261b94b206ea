package io.troupe.manager;

import io.troupe.function.Portable;
import io.troupe.memory.IntArray;
import java.util.List;

/**
 * Items of one type that processes share, as many as there were at first: the {@code Array} of a
 * {@link Manager}. It works over a network; the arrays in shared memory, such as {@link IntArray},
 * are much faster on one machine. Iterates over a copy. An index out of range is an
 * {@link IndexOutOfBoundsException}, an item of another type a {@link ClassCastException}. Each
 * method is atomic. Thread-safe.
 *
 * @param <T> type of the items
 */
public interface ManagedArray<T> extends Iterable<T> {

  int length();

  T get(int index);

  void set(int index, T item);

  /** Sets an item and returns what it was. */
  T getAndSet(int index, T item);

  /** Sets an item if it equals what is expected, and returns whether it did. */
  boolean compareAndSet(int index, T expected, T replacement);

  /**
   * Adds to an item and returns the sum.
   *
   * @throws ArithmeticException if an integer would overflow; the item stays
   */
  T addAndGet(int index, T amount);

  /** Replaces an item by what a function makes of it, where it lives, and returns that. */
  T updateAndGet(int index, Portable.UnaryOperator<T> change);

  /** Returns a copy of all items as they are at one moment. Python's {@code array[:]}. */
  List<T> toList();
}
