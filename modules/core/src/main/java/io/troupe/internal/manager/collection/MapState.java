package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Holdings;
import io.troupe.internal.manager.call.Key;
import io.troupe.internal.payload.Payloads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map in the order in which its keys came: the state of a dict and of a namespace. */
@SuppressWarnings("NullAway") // Functions of the program take and return null.
public final class MapState implements MapCalls {
  private final Payloads payloads;
  private final Map<Key, Element> map = new LinkedHashMap<>();
  private final Holdings holdings = new Holdings();
  private long version;

  /**
   * The keys for {@code popItem}, good for one version: emptying a map takes time in proportion to
   * its size.
   */
  private final Deque<Key> newestFirst = new ArrayDeque<>();

  private long newestFirstVersion = -1;

  /** @param initial keys and values in turn */
  public MapState(Payloads payloads, List<Element> initial) {
    this.payloads = payloads;
    for (int i = 0; i < initial.size(); i += 2) {
      put(initial.get(i).asKey(), initial.get(i + 1));
    }
  }

  private Element encode(@Nullable Object value) {
    return Element.encode(payloads, value);
  }

  private static boolean isAbsent(@Nullable Element element) {
    return element == null || element.isNull();
  }

  private static @Nullable Object value(@Nullable Element element) {
    return element == null ? null : element.value();
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public @Nullable Element get(Key key) {
    return map.get(key);
  }

  @Override
  public boolean containsKey(Key key) {
    return map.containsKey(key);
  }

  @Override
  public boolean containsValue(Key value) {
    return map.values().stream().anyMatch(value::matches);
  }

  @Override
  public @Nullable Element put(Key key, Element value) {
    version++;
    int size = map.size();
    Element before = map.put(key, value);
    holdings.keep(value);
    if (map.size() > size) {
      holdings.keep(key);
    } else if (before != null) {
      holdings.drop(before);
    }
    return before;
  }

  @Override
  public void putAll(Map<Key, Element> other) {
    other.forEach(this::put);
    version++;
  }

  @Override
  public @Nullable Element putIfAbsent(Key key, Element value) {
    Element present = map.get(key);
    if (!isAbsent(present)) {
      return present;
    }
    put(key, value);
    return null;
  }

  @Override
  public Element setDefault(Key key, Element value) {
    Element present = map.get(key);
    if (present != null) {
      return present;
    }
    put(key, value);
    return value;
  }

  @Override
  public @Nullable Element replace(Key key, Element value) {
    return map.containsKey(key) ? put(key, value) : null;
  }

  @Override
  public boolean replaceExact(Key key, Key expected, Element value) {
    boolean same = expected.matches(map.get(key));
    if (same) {
      put(key, value);
    }
    return same;
  }

  @Override
  public @Nullable Element remove(Key key) {
    version++;
    Key there = holdings.isEmpty() ? key : key.equalOf(map.keySet());
    Element removed = map.remove(key);
    if (removed != null) {
      holdings.drop(there);
      holdings.drop(removed);
    }
    return removed;
  }

  @Override
  public boolean removeExact(Key key, Key expected) {
    boolean same = expected.matches(map.get(key));
    if (same) {
      remove(key);
    }
    return same;
  }

  @Override
  public List<Element> popItem() {
    if (map.isEmpty()) {
      throw new NoSuchElementException("the dict is empty");
    }
    if (version != newestFirstVersion) {
      newestFirst.clear();
      map.keySet().forEach(newestFirst::push);
    }
    Key key = newestFirst.pop();
    List<Element> popped = List.of(key, remove(key));
    newestFirstVersion = version;
    return popped;
  }

  @Override
  public void clear() {
    version++;
    holdings.dropAll(map.keySet());
    holdings.dropAll(map.values());
    map.clear();
  }

  @Override
  public Element add(Key key, Element amount) {
    Element present = map.get(key);
    Element sum = present == null ? amount : Sums.add(present, amount);
    put(key, sum);
    return sum;
  }

  @Override
  public List<Element> keys() {
    return List.copyOf(map.keySet());
  }

  @Override
  public List<Element> snapshot() {
    List<Element> keysAndValues = new ArrayList<>(2 * map.size());
    map.forEach((key, value) -> {
      keysAndValues.add(key);
      keysAndValues.add(value);
    });
    return keysAndValues;
  }

  /** A result of null removes, as the JDK has it. */
  private Element putOrRemove(Key key, Element result) {
    if (result.isNull()) {
      remove(key);
    } else {
      put(key, result);
    }
    return result;
  }

  @Override
  public Element compute(Key key, Code<BiFunction<Object, Object, Object>> change) {
    return putOrRemove(key, encode(change.function().apply(key.value(), value(map.get(key)))));
  }

  @Override
  public Element computeIfAbsent(Key key, Code<Function<Object, Object>> maker) {
    Element present = map.get(key);
    if (!isAbsent(present)) {
      return present;
    }
    Element made = encode(maker.function().apply(key.value()));
    return made.isNull() ? made : putOrRemove(key, made);
  }

  @Override
  public @Nullable Element computeIfPresent(
      Key key, Code<BiFunction<Object, Object, Object>> change) {
    return isAbsent(map.get(key)) ? null : compute(key, change);
  }

  @Override
  public Element merge(Key key, Element value, Code<BiFunction<Object, Object, Object>> sum) {
    Element present = map.get(key);
    return putOrRemove(
        key,
        isAbsent(present) ? value : encode(sum.function().apply(present.value(), value.value())));
  }

  @Override
  public void replaceAll(Code<BiFunction<Object, Object, Object>> change) {
    Map<Key, Element> replaced = new LinkedHashMap<>();
    map.forEach((key, value) ->
        replaced.put(key, encode(change.function().apply(key.value(), value.value()))));
    putAll(replaced);
  }

  @Override
  public Element update(Code<Function<Map<Object, Object>, Object>> change) {
    Map<Object, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key.value(), value.value()));
    Element result = encode(change.function().apply(copy));
    Map<Key, Element> content = new LinkedHashMap<>();
    copy.forEach((key, value) -> content.put(encode(key).asKey(), encode(value)));
    clear();
    putAll(content);
    return result;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean replaceIf(long expected, Map<Key, Element> content) {
    boolean same = version == expected;
    if (same) {
      clear();
      putAll(content);
    }
    return same;
  }

  /** It cannot be used any more. */
  public void end() {
    holdings.end();
  }
}
