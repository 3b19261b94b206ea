package io.troupe.manager;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named attributes that processes share: the {@code Namespace} of a {@link Manager}.
 *
 * <p>Values are copies, except managed objects, which stay themselves. Names that begin with an
 * underscore are not shared: they stay with this reference. {@code toString} shows the shared ones
 * in the order of their names. Thread-safe.
 */
public interface Namespace {

  /**
   * Returns the value of an attribute.
   *
   * @throws NoSuchElementException if there is none, Python's {@code AttributeError}
   */
  @Nullable
  Object get(String name);

  /**
   * Returns the value of an attribute.
   *
   * @throws NoSuchElementException if there is none
   * @throws ClassCastException if it is of another type
   */
  <T> T get(String name, Class<T> type);

  /** Sets an attribute, which needs not be there yet. Returns this. */
  Namespace set(String name, @Nullable Object value);

  /**
   * Adds to a number, or to a text, and returns the sum; where there is none, {@code amount} is
   * set. Atomic.
   *
   * @throws ArithmeticException if an integer would overflow; the value stays
   * @throws IllegalArgumentException if the two are not of one type of number
   */
  <T> T add(String name, T amount);

  /**
   * Removes an attribute.
   *
   * @throws NoSuchElementException if there is none
   */
  void delete(String name);

  /** Returns whether there is an attribute. */
  boolean has(String name);

  /** Returns the names of the shared attributes, in order. */
  Set<String> names();

  /**
   * Returns a copy of the shared attributes as they are at one moment, in the order of their names.
   */
  Map<String, @Nullable Object> snapshot();
}
