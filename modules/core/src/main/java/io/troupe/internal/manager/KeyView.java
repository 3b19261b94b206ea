package io.troupe.internal.manager;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of a map: iterates over a copy. */
final class KeyView<K> extends AbstractSet<K> {
  private final MapProxy<K, ?> map;

  KeyView(MapProxy<K, ?> map) {
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
  @SuppressWarnings("NullAway") // A key may be null.
  public boolean contains(@Nullable Object key) {
    return map.containsKey(key);
  }

  @Override
  public boolean remove(@Nullable Object key) {
    return !map.remote().call(Call.of("remove").compared(key)).isEmpty();
  }

  @Override
  public Iterator<K> iterator() {
    return new CopyIterator<>(map.keys().iterator(), Function.identity(), this::remove);
  }
}
