package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A map that a majority of the voters agrees on. See {@link Failover} for what it survives, and
 * what its calls throw. Thread-safe.
 *
 * <pre>{@code
 * FailoverMap<String, Long> stock = cluster.failover("stock").map();
 * stock.put("apples", 10L);
 * stock.update("apples", left -> left.map(count -> count - 1)); // as if by no other at a time
 * }</pre>
 */
public interface FailoverMap<K, V> {

  /** Returns the value of a key, if it has one. */
  Optional<V> get(K key);

  /** Returns whether a key has a value. */
  default boolean containsKey(K key) {
    return get(key).isPresent();
  }

  /**
   * Gives a key a value; returns the one that it had.
   *
   * @throws IllegalArgumentException if key or value are too large, or have handles in them
   * @throws IllegalStateException if there is no room
   * @throws io.troupe.PayloadException if the key or the value cannot cross
   */
  Optional<V> put(K key, V value);

  /** As {@link #put}, if the key has no value; returns the one that it has, and keeps. */
  Optional<V> putIfAbsent(K key, V value);

  /** Takes away a key; returns the value that it had. */
  Optional<V> remove(K key);

  /** Takes away a key if it has the expected value; returns whether it had. */
  boolean remove(K key, V expected);

  /** As {@link #put}, if the key has the expected value; returns whether it had. */
  boolean replace(K key, V expected, V value);

  /**
   * Changes the value of a key, from what it is to what the function makes of that; empty is none.
   * The function runs here, and again where another has changed the value meanwhile: it should do
   * nothing but compute.
   *
   * @return the value that the key has now
   */
  default Optional<V> update(K key, UnaryOperator<Optional<V>> change) {
    requireNonNull(change, "change");
    while (true) {
      Optional<V> before = get(key);
      Optional<V> after = change.apply(before);
      if (before.equals(after) || isChanged(key, before, after)) {
        return after;
      }
    }
  }

  private boolean isChanged(K key, Optional<V> before, Optional<V> after) {
    if (before.isEmpty()) {
      return putIfAbsent(key, after.orElseThrow()).isEmpty();
    }
    return after.isPresent() ? replace(key, before.get(), after.get()) : remove(key, before.get());
  }

  /** Returns how many keys there are. */
  int size();

  /** Returns all keys and values as they were at one moment, in a map of the caller's own. */
  Map<K, V> copy();

  /** Takes away all keys. */
  void clear();
}
