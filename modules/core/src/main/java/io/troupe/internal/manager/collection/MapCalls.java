package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Key;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a map, wherever it lives. A call is atomic. As in {@link java.util.Map}, no
 * element is no mapping; an element of null counts as absent for calls that only add what is
 * absent.
 */
public interface MapCalls extends NamespaceCalls {
  int size();

  boolean containsValue(Key value);

  void putAll(Map<Key, Element> other);

  /** Returns what is there; null if the value was put. */
  @Nullable
  Element putIfAbsent(Key key, Element value);

  /** Returns what is there afterwards; null is a value here. */
  Element setDefault(Key key, Element value);

  @Nullable
  Element replace(Key key, Element value);

  boolean replaceExact(Key key, Key expected, Element value);

  boolean removeExact(Key key, Key expected);

  /** Removes the newest. Returns its key and value. */
  List<Element> popItem();

  void clear();

  Element compute(Key key, Code<BiFunction<Object, Object, Object>> change);

  Element computeIfAbsent(Key key, Code<Function<Object, Object>> maker);

  @Nullable
  Element computeIfPresent(Key key, Code<BiFunction<Object, Object, Object>> change);

  Element merge(Key key, Element value, Code<BiFunction<Object, Object, Object>> sum);

  /** Replaces no value if the function fails for one of them. */
  void replaceAll(Code<BiFunction<Object, Object, Object>> change);

  /**
   * Replaces the content by what the function makes of a copy. Returns what the function returns.
   */
  Element update(Code<Function<Map<Object, Object>, Object>> change);

  /** Returns a number that is another one after each change. */
  long version();

  /** Replaces the content if nothing has changed since a version. Returns whether it did. */
  boolean replaceIf(long version, Map<Key, Element> content);
}
