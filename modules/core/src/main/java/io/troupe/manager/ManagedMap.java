package io.troupe.manager;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.function.Portable;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that processes share, in the order in which its keys came: the {@code dict} of a
 * {@link Manager}.
 *
 * <pre>{@code
 * ManagedMap<String, Integer> counts = manager.dict();
 * pool.forEach(word -> counts.merge(word, 1, Integer::sum), words); // exact: runs where the map lives
 * }</pre>
 *
 * <p>Each call is one message to the map's owner and takes effect at once and as a whole there.
 * Keys and values are copies: to change a list that is a value, change a copy and put it back, or
 * make it a {@link ManagedList}, which stays itself wherever it is stored. Null is allowed for
 * both; as in other maps, a value of null counts as absent for the methods that only add what is
 * absent.
 *
 * <p>Functions run at the owner, one at a time, and must not use this map but through their
 * arguments. A function that cannot cross runs here, more than once if others change the map
 * meanwhile. Iterators and the streams of the views see the map as it was when they were made.
 *
 * <p>A map equals another one as maps do, by a copy of its content. It can be passed to any
 * process, and lives as long as one has it. Every method may throw {@link OwnerLostException}, and
 * {@link PayloadException} for what cannot cross. Thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface ManagedMap<K extends @Nullable Object, V extends @Nullable Object>
    extends ConcurrentMap<K, V> {

  /** Returns a copy of the whole, in order, as it is at one moment. Python's {@code copy()}. */
  Map<K, V> snapshot();

  /**
   * Removes a key that must be there. Python's {@code pop(key)}; {@code pop(key, default)} is
   * {@link #remove}.
   *
   * @return its value
   * @throws NoSuchElementException if it is not there
   */
  V pop(K key);

  /**
   * Removes the key that came last. Python's {@code popitem()}.
   *
   * @throws NoSuchElementException if the map is empty
   */
  Map.Entry<K, V> popItem();

  /**
   * Returns the value of a key, which is {@code value} from now on if there was none. Python's
   * {@code setdefault}.
   */
  V setDefault(K key, V value);

  /**
   * Adds to a number, or to a text, and returns the sum; where there is none, {@code amount} is
   * put. Python's {@code d[key] += amount}, but atomic.
   *
   * @throws ArithmeticException if an integer would overflow; the value stays
   * @throws IllegalArgumentException if the two are not of one type of number
   */
  V add(K key, V amount);

  /**
   * Returns a copy with what {@code other} has put on top. Python's {@code d | other};
   * {@code d |= other} is {@link #putAll}.
   */
  Map<K, V> union(Map<? extends K, ? extends V> other);

  /**
   * Changes the whole at once: {@code change} gets a copy at the owner, whose content becomes this
   * map's unless the function throws.
   *
   * @return what the function returns
   */
  <R extends @Nullable Object> R update(Portable.Function<? super Map<K, V>, ? extends R> change);

  /** As {@link #compute(Object, BiFunction)}, at the owner. */
  V compute(K key, Portable.BiFunction<? super K, ? super @Nullable V, ? extends V> change);

  /** As {@link #computeIfAbsent(Object, Function)}, at the owner. */
  V computeIfAbsent(K key, Portable.Function<? super K, ? extends V> maker);

  /** As {@link #computeIfPresent(Object, BiFunction)}, at the owner. */
  V computeIfPresent(K key, Portable.BiFunction<? super K, ? super V, ? extends V> change);

  /** As {@link #merge(Object, Object, BiFunction)}, at the owner. */
  V merge(K key, V value, Portable.BiFunction<? super V, ? super V, ? extends V> sum);

  /** As {@link #replaceAll(BiFunction)}, at the owner. */
  void replaceAll(Portable.BiFunction<? super K, ? super V, ? extends V> change);
}
