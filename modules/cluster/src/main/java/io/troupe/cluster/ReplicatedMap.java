package io.troupe.cluster;

import io.troupe.manager.Registration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A map of which every node has a copy. Of two puts of a key, the later one wins, by the clocks of
 * the nodes; a put wins over a remove that has not seen it. See {@link Replicated} for what it is
 * good for, where it is lost, and what its calls throw. Thread-safe.
 *
 * <pre>{@code
 * ReplicatedMap<String, Long> map = cluster.replicated("counts").map();
 * map.put("a", 1L);
 * Optional<Long> count = map.with(Consistency.MAJORITY).get("a");
 * }</pre>
 */
public interface ReplicatedMap<K, V> {

  /** Returns the value of a key, if it has one. */
  Optional<V> get(K key);

  /** Returns whether a key has a value. */
  default boolean containsKey(K key) {
    return get(key).isPresent();
  }

  /**
   * Gives a key a value.
   *
   * @throws IllegalArgumentException if key and value together are too large, or have handles in
   *     them
   * @throws IllegalStateException if the part of the map to which the key belongs is full
   * @throws io.troupe.PayloadException if the key or the value cannot cross
   */
  void put(K key, V value);

  /** Takes away a key; no effect if it is not there. */
  void remove(K key);

  /** Returns how many keys there are. Costs as much as {@link #copy}. */
  int size();

  /** Returns all keys and values, in a map of the caller's own; the parts are read one by one. */
  Map<K, V> copy();

  /** Returns this map with another consistency. */
  ReplicatedMap<K, V> with(Consistency consistency);

  /**
   * Calls a listener with the changes from now on, of any node, on a thread of its own. Several
   * changes of a key within a moment may be reported as one, and changes that are undone meanwhile
   * not at all.
   *
   * @return ends it when closed
   */
  Registration onChange(Consumer<? super Change<K, V>> listener);

  /**
   * A change of one key.
   *
   * @param value that it has now; empty if it was removed
   */
  record Change<K, V>(K key, Optional<V> value) {}
}
