package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What can be asked of a set, wherever it lives. A call is atomic. */
public interface SetCalls {
  int size();

  boolean contains(Key member);

  boolean containsAll(Set<Key> members);

  boolean add(Key member);

  boolean addAll(Set<Key> members);

  boolean remove(Key member);

  boolean removeAll(Set<Key> members);

  boolean retainAll(Set<Key> members);

  /** Removes of these what is there, and adds the rest. */
  void toggleAll(Set<Key> members);

  void clear();

  /** Removes the oldest and returns it. */
  Element pop();

  List<Element> snapshot();

  boolean removeIf(Code<Predicate<Object>> condition);

  /**
   * Replaces the content by what the function makes of a copy. Returns what the function returns.
   */
  Element update(Code<Function<Set<Object>, Object>> change);

  /** Returns a number that is another one after each change. */
  long version();

  /** Replaces the content if nothing has changed since a version. Returns whether it did. */
  boolean replaceIf(long version, Set<Key> content);
}
