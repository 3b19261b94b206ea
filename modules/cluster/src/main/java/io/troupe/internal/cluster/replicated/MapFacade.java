package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedMap;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.manager.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A map, as it is used. */
record MapFacade<K, V>(SharedName object) implements ReplicatedMap<K, V> {
  @Override
  public Optional<V> get(K key) {
    return object.get(Encoding.key(key)).map(Encoding::decode);
  }

  @Override
  public void put(K key, V value) {
    object.put(Encoding.key(key), Encoding.value(value));
  }

  @Override
  public void remove(K key) {
    object.remove(Encoding.key(key));
  }

  @Override
  public int size() {
    return object.size();
  }

  @Override
  public Map<K, V> copy() {
    Map<K, V> copy = new HashMap<>();
    object
        .contents()
        .forEach(part -> part.forEach(
            (key, value) -> copy.put(Encoding.decodeKey(key), Encoding.decode(value))));
    return copy;
  }

  @Override
  public ReplicatedMap<K, V> with(Consistency consistency) {
    return new MapFacade<>(object.with(consistency));
  }

  @Override
  public Registration onChange(Consumer<? super Change<K, V>> listener) {
    requireNonNull(listener, "listener");
    return object.watch((key, value) ->
        listener.accept(new Change<>(Encoding.decodeKey(key), value.map(Encoding::decode))));
  }

  @Override
  public String toString() {
    return "ReplicatedMap[" + object + "]";
  }
}
