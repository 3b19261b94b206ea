package io.troupe.internal.manager;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a map: iterates over a copy, whose changes go to the map. */
final class EntryView<K, V> extends AbstractSet<Map.Entry<K, V>> {
  private final MapProxy<K, V> map;

  EntryView(MapProxy<K, V> map) {
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
        map.snapshot().entrySet().iterator(), Entry::new, entry -> map.remove(entry.getKey()));
  }

  /** An entry of a copy that changes the map, too. */
  private final class Entry extends AbstractMap.SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    Entry(Map.Entry<K, V> entry) {
      super(entry);
    }

    @Override
    public V setValue(V value) {
      map.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
