package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be asked of a list, wherever it lives. A call is atomic. */
public interface ListCalls extends ArrayCalls {
  void append(Element item);

  void insert(int index, Element item);

  /** Returns whether there were any. */
  boolean insertAll(int index, List<Element> items);

  /** Returns whether there were any. */
  boolean appendAll(List<Element> items);

  List<Element> snapshotOf(int from, int to);

  void removeRange(int from, int to);

  /** Removes an item and returns it; the last one for -1. */
  Element pop(int index);

  boolean remove(Key value);

  int indexOf(Key value);

  int lastIndexOf(Key value);

  int count(Key value);

  boolean containsAll(Set<Key> values);

  boolean removeAll(Set<Key> values);

  boolean retainAll(Set<Key> values);

  void clear();

  void reverse();

  void repeat(int times);

  /**
   * Sorts; by the natural order without a comparator. Items that compare as equal keep their order.
   */
  void sort(@Nullable Code<Comparator<Object>> order);

  /** Replaces no item if the function fails for one of them. */
  void replaceAll(Code<UnaryOperator<Object>> change);

  boolean removeIf(Code<Predicate<Object>> condition);

  /**
   * Replaces the content by what the function makes of a copy. Returns what the function returns.
   */
  Element update(Code<Function<List<Object>, Object>> change);

  /** Returns a number that is another one after each change. */
  long version();

  /** Replaces the content if nothing has changed since a version. Returns whether it did. */
  boolean replaceIf(long version, List<Element> content);
}
