package io.troupe.internal.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes the handles of a public type apart, and makes them: what the type does not show to
 * programs. Each type gives its own when it is initialised. Thread-safe.
 *
 * @param <T> the public type
 * @param <M> what its handles use their memory by
 */
public abstract class HandleParts<T, M> {
  private static final Map<Class<?>, HandleParts<?, ?>> BY_TYPE = new ConcurrentHashMap<>();

  /** Finds memory. */
  @FunctionalInterface
  public interface Opener<M> {
    /** Opens the memory of that address. */
    M open(String address) throws IOException;
  }

  /** Makes these known as the parts of that type. */
  public static <T> void give(Class<T> type, HandleParts<T, ?> parts) {
    BY_TYPE.put(type, parts);
  }

  /** Returns the parts of that type. */
  @SuppressWarnings("unchecked")
  public static <T, M> HandleParts<T, M> of(Class<T> type) {
    HandleParts<?, ?> known = BY_TYPE.get(type);
    return (HandleParts<T, M>) (known == null ? initialised(type) : known);
  }

  private static HandleParts<?, ?> initialised(Class<?> type) {
    try {
      MethodHandles.lookup().ensureInitialized(type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // all of them are public
    }
    return Objects.requireNonNull(BY_TYPE.get(type));
  }

  public abstract M memoryOf(T handle);

  /**
   * Returns the name.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public abstract String nameOf(T handle);

  /**
   * Makes a handle.
   *
   * @param opener gets the address that the name contains
   * @throws IllegalArgumentException if the name is not one of the type
   */
  public abstract T attach(String name, Opener<M> opener) throws IOException;
}
