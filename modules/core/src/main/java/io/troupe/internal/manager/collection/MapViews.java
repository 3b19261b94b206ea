package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Key;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys and entries of a map: they iterate over a copy, and change the map. */
final class MapViews {
  private MapViews() {}

  /** What both have in common. */
  private abstract static class View<T> extends AbstractSet<T> {
    private final MapProxy<?, ?> map;

    View(MapProxy<?, ?> map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public void clear() {
      map.clear();
    }
  }

  static final class Keys<K> extends View<K> {
    private final MapProxy<K, ?> map;

    Keys(MapProxy<K, ?> map) {
      super(map);
      this.map = map;
    }

    @Override
    @SuppressWarnings("NullAway") // A key may be null.
    public boolean contains(@Nullable Object key) {
      return map.containsKey(key);
    }

    @Override
    public boolean remove(@Nullable Object key) {
      Key removed = map.managedRef().key(key);
      return map.calls().remove(removed) != null;
    }

    @Override
    public Iterator<K> iterator() {
      return new CopyIterator<>(map.keys().iterator(), Function.identity(), this::remove);
    }
  }

  static final class Entries<K, V> extends View<Map.Entry<K, V>> {
    private final MapProxy<K, V> map;

    Entries(MapProxy<K, V> map) {
      super(map);
      this.map = map;
    }

    @Override
    public boolean contains(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry && map.snapshot().entrySet().contains(entry);
    }

    @Override
    public boolean remove(@Nullable Object other) {
      return other instanceof Map.Entry<?, ?> entry && map.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new CopyIterator<>(
          map.snapshot().entrySet().iterator(),
          entry -> new Entry<>(entry, map),
          entry -> map.remove(entry.getKey()));
    }
  }

  /** An entry of a copy that changes the map, too. */
  private static final class Entry<K, V> extends AbstractMap.SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient MapProxy<K, V> map;

    Entry(Map.Entry<K, V> entry, MapProxy<K, V> map) {
      super(entry);
      this.map = map;
    }

    @Override
    public V setValue(V value) {
      map.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
