package io.troupe.internal.manager.collection;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.ManagedMap;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A map that lives elsewhere. */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"
}) // Keys and values are what was put, null included.
public final class MapProxy<K, V> extends AbstractMap<K, V> implements ManagedMap<K, V>, Managed {
  private final ManagedRef object;
  private final MapCalls calls;

  public MapProxy(ManagedRef object) {
    this.object = object;
    this.calls = object.as(MapCalls.class);
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.DICT;
  }

  MapCalls calls() {
    return calls;
  }

  @Override
  public V get(Object key) {
    return Element.takeOrNull(calls.get(object.key(key)));
  }

  @Override
  public V getOrDefault(Object key, V fallback) {
    Element found = calls.get(object.key(key));
    return found == null ? fallback : found.take();
  }

  @Override
  public boolean containsKey(Object key) {
    return calls.containsKey(object.key(key));
  }

  @Override
  public boolean containsValue(Object value) {
    return calls.containsValue(object.key(value));
  }

  @Override
  public int size() {
    return calls.size();
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public V put(K key, V value) {
    return Element.takeOrNull(calls.put(object.key(key), object.element(value)));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    calls.putAll(object.pairs(copy(other)));
  }

  /** A map of this kind is read at one moment. */
  private static Map<?, ?> copy(Map<?, ?> map) {
    return map instanceof ManagedMap<?, ?> managed ? managed.snapshot() : map;
  }

  @Override
  public V remove(Object key) {
    return Element.takeOrNull(calls.remove(object.key(key)));
  }

  @Override
  public boolean remove(Object key, Object value) {
    return calls.removeExact(object.key(key), object.key(value));
  }

  @Override
  public V replace(K key, V value) {
    return Element.takeOrNull(calls.replace(object.key(key), object.element(value)));
  }

  @Override
  public boolean replace(K key, V expected, V replacement) {
    return calls.replaceExact(object.key(key), object.key(expected), object.element(replacement));
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return Element.takeOrNull(calls.putIfAbsent(object.key(key), object.element(value)));
  }

  @Override
  public V setDefault(K key, V value) {
    return calls.setDefault(object.key(key), object.element(value)).take();
  }

  @Override
  public void clear() {
    calls.clear();
  }

  @Override
  public V pop(K key) {
    Element popped = calls.remove(object.key(key));
    if (popped == null) {
      throw new NoSuchElementException("the dict has no key " + key);
    }
    return popped.take();
  }

  @Override
  public Map.Entry<K, V> popItem() {
    List<Element> popped = calls.popItem();
    return new SimpleImmutableEntry<>(popped.get(0).take(), popped.get(1).take());
  }

  @Override
  public V add(K key, V amount) {
    return calls.add(object.key(key), object.element(amount)).take();
  }

  @Override
  public Map<K, V> snapshot() {
    List<Element> keysAndValues = calls.snapshot();
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(keysAndValues.get(i).take(), keysAndValues.get(i + 1).take());
    }
    return map;
  }

  @Override
  public Map<K, V> union(Map<? extends K, ? extends V> other) {
    Map<K, V> union = snapshot();
    union.putAll((Map<? extends K, ? extends V>) copy(other));
    return union;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new MapViews.Entries<>(this);
  }

  @Override
  public Set<K> keySet() {
    return new MapViews.Keys<>(this);
  }

  List<K> keys() {
    return Element.takeAll(calls.keys());
  }

  @Override
  public <R> R update(Portable.Function<? super Map<K, V>, ? extends R> change) {
    return calls.update((Code) object.code(requireNonNull(change, "change"))).take();
  }

  @Override
  public V compute(K key, Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    return compute(key, (BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> change) {
    Code code = object.codeIfPossible(requireNonNull(change, "change"));
    return code == null
        ? ManagedMap.super.compute(key, change)
        : Element.takeOrNull(calls.compute(object.key(key), code));
  }

  @Override
  public V computeIfAbsent(K key, Portable.Function<? super K, ? extends V> maker) {
    return computeIfAbsent(key, (Function<? super K, ? extends V>) maker);
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> maker) {
    Code code = object.codeIfPossible(requireNonNull(maker, "maker"));
    return code == null
        ? ManagedMap.super.computeIfAbsent(key, maker)
        : Element.takeOrNull(calls.computeIfAbsent(object.key(key), code));
  }

  @Override
  public V computeIfPresent(K key, Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    return computeIfPresent(key, (BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> change) {
    Code code = object.codeIfPossible(requireNonNull(change, "change"));
    return code == null
        ? ManagedMap.super.computeIfPresent(key, change)
        : Element.takeOrNull(calls.computeIfPresent(object.key(key), code));
  }

  @Override
  public V merge(K key, V value, Portable.BiFunction<? super V, ? super V, ? extends V> sum) {
    return merge(key, value, (BiFunction<? super V, ? super V, ? extends V>) sum);
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> sum) {
    Code code = object.codeIfPossible(requireNonNull(sum, "sum"));
    return code == null
        ? ManagedMap.super.merge(key, value, sum)
        : Element.takeOrNull(calls.merge(object.key(key), object.element(value), code));
  }

  @Override
  public void replaceAll(Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    replaceAll((BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> change) {
    Code code = object.codeIfPossible(requireNonNull(change, "change"));
    if (code != null) {
      calls.replaceAll(code);
      return;
    }
    boolean done = false;
    while (!done) { // a function that cannot cross runs here, as often as others change the map
      // meanwhile
      long version = calls.version();
      Map<K, V> map = snapshot();
      map.replaceAll(change);
      done = calls.replaceIf(version, object.pairs(map));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other == this || Managed.same(this, other) || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  /**
   * The content, in which other managed objects only have their names: one may contain the other.
   */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
