package io.troupe.manager;

import io.troupe.function.Portable;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A set that processes share, in the order in which its members came: the {@code set} of a
 * {@link Manager}. Calls, members and iterators are as in a {@link ManagedMap}; the operations that
 * make a new set return a plain one, of what this one holds at one moment. Thread-safe.
 *
 * @param <E> type of the members
 */
public interface ManagedSet<E extends @Nullable Object> extends Set<E> {

  /** Returns a copy of the whole as it is at one moment. */
  Set<E> snapshot();

  /**
   * Removes a member, the one that came first, and returns it.
   *
   * @throws NoSuchElementException if there is none
   */
  E pop();

  /**
   * Returns a plain set of this one's members and the others'. Python's {@code s | others};
   * {@code s |= others} is {@link #addAll}.
   */
  Set<E> union(Collection<? extends E> others);

  /**
   * Returns a plain set of the members that the others have too. Python's {@code s & others}; the
   * form in place is {@link #retainAll}.
   */
  Set<E> intersection(Collection<?> others);

  /**
   * Returns a plain set of the members that the others do not have. Python's {@code s - others};
   * the form in place is {@link #removeAll}.
   */
  Set<E> difference(Collection<?> others);

  /**
   * Returns a plain set of what either this set or the others have, but not both. Python's
   * {@code s ^ others}.
   */
  Set<E> symmetricDifference(Collection<? extends E> others);

  /** Removes of the others what is here, and adds the rest. Python's {@code s ^= others}. */
  void symmetricDifferenceUpdate(Collection<? extends E> others);

  /** Returns whether nothing is both here and among the others. */
  boolean isDisjoint(Collection<?> others);

  /** Returns whether the others have all that is here. Python's {@code s <= others}. */
  boolean isSubset(Collection<?> others);

  /**
   * Returns whether all of the others is here. Python's {@code s >= others}; the same as
   * {@link #containsAll}.
   */
  boolean isSuperset(Collection<?> others);

  /**
   * Changes the whole at once: {@code change} gets a copy at the owner, whose content becomes this
   * set's unless the function throws.
   *
   * @return what the function returns
   */
  <R extends @Nullable Object> R update(Portable.Function<? super Set<E>, ? extends R> change);

  /** As {@link #removeIf(Predicate)}, at the owner. */
  boolean removeIf(Portable.Predicate<? super E> condition);
}
