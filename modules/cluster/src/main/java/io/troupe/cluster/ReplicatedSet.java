package io.troupe.cluster;

import io.troupe.manager.Registration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A set of which every node has a copy. Of an addition and a removal of an element at the same time
 * the addition wins. See {@link Replicated} for what it is good for, where it is lost, and what its
 * calls throw. Thread-safe.
 */
public interface ReplicatedSet<E> {

  /** Returns whether an element is in it. */
  boolean contains(E element);

  /**
   * Adds an element; no effect if it is there.
   *
   * @throws IllegalArgumentException if it is too large, or has handles in it
   * @throws IllegalStateException if the part of the set to which it belongs is full
   * @throws io.troupe.PayloadException if it cannot cross
   */
  void add(E element);

  /** Takes away an element; no effect if it is not there. */
  void remove(E element);

  /** Returns how many elements there are. Costs as much as {@link #copy}. */
  int size();

  /** Returns all elements, in a set of the caller's own; the parts are read one by one. */
  Set<E> copy();

  /** Returns this set with another consistency. */
  ReplicatedSet<E> with(Consistency consistency);

  /**
   * Calls a listener with the changes from now on, of any node, on a thread of its own. Changes
   * that are undone within a moment may not be heard.
   *
   * @return ends it when closed
   */
  Registration onChange(Consumer<? super Change<E>> listener);

  /**
   * A change of one element.
   *
   * @param isPresent whether it is in the set now
   */
  record Change<E>(E element, boolean isPresent) {}
}
