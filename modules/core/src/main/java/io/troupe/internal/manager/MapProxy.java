package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedMap;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map that lives elsewhere. */
@SuppressWarnings({"unchecked", "NullAway"}) // Keys and values are whatever was put, null included.
final class MapProxy<K, V> extends AbstractMap<K, V> implements ManagedMap<K, V>, Managed {
  private final Remote remote;

  MapProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Kind kind() {
    return Kind.DICT;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public V get(Object key) {
    return remote.get(Call.of("get").compared(key));
  }

  @Override
  public V getOrDefault(Object key, V fallback) {
    List<@Nullable Object> found = remote.call(Call.of("get").compared(key));
    return found.isEmpty() ? fallback : (V) found.get(0);
  }

  @Override
  public boolean containsKey(Object key) {
    return remote.test(Call.of("containsKey").compared(key));
  }

  @Override
  public boolean containsValue(Object value) {
    return remote.test(Call.of("containsValue").compared(value));
  }

  @Override
  public int size() {
    return remote.count(Call.of("size"));
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public V put(K key, V value) {
    return remote.get(Call.of("put").compared(key).value(value));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    remote.call(withAll(Call.of("putAll"), other));
  }

  static Call withAll(Call call, Map<?, ?> map) {
    copy(map).forEach((key, value) -> call.compared(key).value(value));
    return call;
  }

  /** A map of this kind is read at one moment. */
  private static Map<?, ?> copy(Map<?, ?> map) {
    return map instanceof ManagedMap<?, ?> managed ? managed.snapshot() : map;
  }

  @Override
  public V remove(Object key) {
    return remote.get(Call.of("remove").compared(key));
  }

  @Override
  public boolean remove(Object key, Object value) {
    return remote.test(Call.of("removePair").compared(key).compared(value));
  }

  @Override
  public V replace(K key, V value) {
    return remote.get(Call.of("replace").compared(key).value(value));
  }

  @Override
  public boolean replace(K key, V expected, V replacement) {
    return remote.test(Call.of("replacePair").compared(key).compared(expected).value(replacement));
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return remote.get(Call.of("putIfAbsent").compared(key).value(value));
  }

  @Override
  public V setDefault(K key, V value) {
    return remote.get(Call.of("setDefault").compared(key).value(value));
  }

  @Override
  public void clear() {
    remote.call(Call.of("clear"));
  }

  @Override
  public V pop(K key) {
    List<@Nullable Object> popped = remote.call(Call.of("remove").compared(key));
    if (popped.isEmpty()) {
      throw new NoSuchElementException("the dict has no key " + key);
    }
    return (V) popped.get(0);
  }

  @Override
  public Map.Entry<K, V> popItem() {
    List<@Nullable Object> popped = remote.call(Call.of("popItem"));
    return new SimpleImmutableEntry<>((K) popped.get(0), (V) popped.get(1));
  }

  @Override
  public V add(K key, V amount) {
    return remote.get(Call.of("add").compared(key).value(amount));
  }

  @Override
  public Map<K, V> snapshot() {
    return map(remote.call(Call.of("snapshot")), 0);
  }

  private Map<K, V> map(List<@Nullable Object> keysAndValues, int from) {
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = from; i < keysAndValues.size(); i += 2) {
      map.put((K) keysAndValues.get(i), (V) keysAndValues.get(i + 1));
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
    return new EntryView<>(this);
  }

  @Override
  public Set<K> keySet() {
    return new KeyView<>(this);
  }

  List<K> keys() {
    return (List<K>) remote.call(Call.of("keys"));
  }

  @Override
  public <R> R update(Portable.Function<? super Map<K, V>, ? extends R> change) {
    return remote.get(Call.of("update").function(requireNonNull(change, "change")));
  }

  @Override
  public V compute(K key, Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    return compute(key, (BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> change) {
    Call call = Call.of("compute").compared(key);
    return call.takes(requireNonNull(change, "change"))
        ? remote.get(call)
        : ManagedMap.super.compute(key, change);
  }

  @Override
  public V computeIfAbsent(K key, Portable.Function<? super K, ? extends V> maker) {
    return computeIfAbsent(key, (Function<? super K, ? extends V>) maker);
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> maker) {
    Call call = Call.of("computeIfAbsent").compared(key);
    return call.takes(requireNonNull(maker, "maker"))
        ? remote.get(call)
        : ManagedMap.super.computeIfAbsent(key, maker);
  }

  @Override
  public V computeIfPresent(K key, Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    return computeIfPresent(key, (BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> change) {
    Call call = Call.of("computeIfPresent").compared(key);
    return call.takes(requireNonNull(change, "change"))
        ? remote.get(call)
        : ManagedMap.super.computeIfPresent(key, change);
  }

  @Override
  public V merge(K key, V value, Portable.BiFunction<? super V, ? super V, ? extends V> sum) {
    return merge(key, value, (BiFunction<? super V, ? super V, ? extends V>) sum);
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> sum) {
    Call call = Call.of("merge").compared(key).value(value);
    return call.takes(requireNonNull(sum, "sum"))
        ? remote.get(call)
        : ManagedMap.super.merge(key, value, sum);
  }

  @Override
  public void replaceAll(Portable.BiFunction<? super K, ? super V, ? extends V> change) {
    replaceAll((BiFunction<? super K, ? super V, ? extends V>) change);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> change) {
    Call call = Call.of("replaceAll");
    if (call.takes(requireNonNull(change, "change"))) {
      remote.call(call);
    } else {
      Optimistic.change(remote, content -> {
        Map<K, V> map = map(content, 0);
        map.replaceAll(change);
        return replacing -> withAll(replacing, map);
      });
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

  /** The content, in which other managed objects only have their names: one may contain the other. */
  @Override
  public String toString() {
    return Contents.text(snapshot());
  }
}
