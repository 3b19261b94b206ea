package io.troupe.manager;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.function.Portable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list that processes share: the {@code list} of a {@link Manager}.
 *
 * <p>As for a {@link ManagedMap}, each call is one message to the list's owner and takes effect at
 * once and as a whole there; items are copies, except managed objects, which stay themselves;
 * functions run at the owner. Iterators and streams see the list as it was when they were made, and
 * cannot change it. A sublist names items by their indexes, even if other processes insert some
 * meanwhile.
 *
 * <p>Every method may throw {@link OwnerLostException}, and {@link PayloadException} for what
 * cannot cross. Thread-safe.
 *
 * @param <E> type of the items
 */
public interface ManagedList<E extends @Nullable Object> extends List<E>, RandomAccess {

  /**
   * Returns a copy of the whole as it is at one moment. Python's {@code copy()} and {@code l[:]}.
   */
  List<E> snapshot();

  /**
   * Returns a copy of a part. Python's {@code l[from:to]}.
   *
   * @throws IndexOutOfBoundsException if the list has no such part
   */
  List<E> snapshot(int from, int to);

  /**
   * Removes the last item and returns it.
   *
   * @throws IndexOutOfBoundsException if the list is empty, as Python has it; not
   *     {@link NoSuchElementException}
   */
  E pop();

  /**
   * Removes an item and returns it; the same as {@link #remove(int)}.
   *
   * @param index 0 to the size - 1
   * @throws IndexOutOfBoundsException if there is none
   */
  E pop(int index);

  /** Returns how often {@code value} is there. */
  int count(@Nullable Object value);

  /** Turns the order round. */
  void reverse();

  /** Sorts by the natural order of the items. */
  void sort();

  /**
   * Puts the items behind themselves until they are there {@code times} times. Python's
   * {@code l *= times}.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  void repeat(int times);

  /**
   * Returns a copy that has the items so many times. Python's {@code l * times}.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  List<E> repeated(int times);

  /**
   * Returns a copy with more items behind it. Python's {@code l + others}; {@code l += others} is
   * {@link #addAll}.
   */
  List<E> concat(Collection<? extends E> others);

  /**
   * Adds to a number, or to a text, and returns the sum. Python's {@code l[index] += amount}, but
   * atomic.
   *
   * @throws IndexOutOfBoundsException if there is no such item
   * @throws ArithmeticException if an integer would overflow; the item stays
   * @throws IllegalArgumentException if the two are not of one type of number
   */
  E addTo(int index, E amount);

  /**
   * Replaces an item if it equals what is expected.
   *
   * @return whether it did
   * @throws IndexOutOfBoundsException if there is no such item
   */
  boolean compareAndSet(int index, E expected, E replacement);

  /**
   * Replaces an item by what a function makes of it, at the owner, and returns that.
   *
   * @throws IndexOutOfBoundsException if there is no such item
   */
  E updateAt(int index, Portable.UnaryOperator<E> change);

  /**
   * Changes the whole at once: {@code change} gets a copy at the owner, whose content becomes this
   * list's unless the function throws.
   *
   * @return what the function returns
   */
  <R extends @Nullable Object> R update(Portable.Function<? super List<E>, ? extends R> change);

  /** As {@link #sort(Comparator)}, at the owner. */
  void sort(Portable.@Nullable Comparator<? super E> order);

  /** As {@link #replaceAll(UnaryOperator)}, at the owner. */
  void replaceAll(Portable.UnaryOperator<E> change);

  /** As {@link #removeIf(Predicate)}, at the owner. */
  boolean removeIf(Portable.Predicate<? super E> condition);
}
