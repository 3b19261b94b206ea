package io.troupe.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import org.jspecify.annotations.Nullable;

/**
 * A type of the program's own whose objects a {@link Manager} can make: an interface, and what
 * makes an object.
 *
 * <pre>{@code
 * manager.register(SharedType.of(Counter.class, CountingFromZero::new).named("counter"));
 * Counter counter = manager.create("counter", Counter.class);
 * }</pre>
 *
 * <p>The methods of the interface can be called from any process, and no others. Arguments and
 * results cross as values. An {@link java.util.Iterator}, a {@link java.util.stream.Stream} or an
 * {@link Iterable} that a method returns fetches each item when it is asked for it. An exception of
 * a method is thrown at its caller. {@code toString} is that of the object; two references are
 * equal if they refer to the same object.
 *
 * <p>Immutable: each method that changes something returns a new type. Thread-safe.
 *
 * @param <T> the interface
 */
public final class SharedType<T> {
  private final String name;
  private final Class<T> type;
  private final Object factory;
  private final boolean concurrent;

  private SharedType(String name, Class<T> type, Object factory, boolean concurrent) {
    this.name = requireNonNull(name, "name");
    this.type = requireNonNull(type, "type");
    this.factory = requireNonNull(factory, "factory");
    this.concurrent = concurrent;
  }

  /** Returns a type whose objects are made without arguments. Its name is that of the interface. */
  public static <T> SharedType<T> of(Class<T> type, Task0<? extends T> factory) {
    return new SharedType<>(type.getName(), type, factory, false);
  }

  /** Returns a type whose objects are made with one argument. */
  public static <T, A extends @Nullable Object> SharedType<T> of(
      Class<T> type, Task1<A, ? extends T> factory) {
    return new SharedType<>(type.getName(), type, factory, false);
  }

  /** Returns a type whose objects are made with two arguments. */
  public static <T, A extends @Nullable Object, B extends @Nullable Object> SharedType<T> of(
      Class<T> type, Task2<A, B, ? extends T> factory) {
    return new SharedType<>(type.getName(), type, factory, false);
  }

  /** Returns a type whose objects are made with three arguments. */
  public static <
          T, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      SharedType<T> of(Class<T> type, Task3<A, B, C, ? extends T> factory) {
    return new SharedType<>(type.getName(), type, factory, false);
  }

  /** Sets the name under which objects are made. */
  public SharedType<T> named(String name) {
    return new SharedType<>(name, type, factory, concurrent);
  }

  /**
   * Lets calls of one object run at the same time, each on a thread of its own, as in Python: for
   * objects that are thread-safe and have methods that wait. By default one call runs after the
   * other.
   */
  public SharedType<T> concurrent() {
    return new SharedType<>(name, type, factory, true);
  }

  public String name() {
    return name;
  }

  public Class<T> type() {
    return type;
  }

  /** Returns what makes an object: one of the task interfaces. */
  public Object factory() {
    return factory;
  }

  public boolean isConcurrent() {
    return concurrent;
  }

  @Override
  public String toString() {
    return "SharedType[" + name + ", " + type.getName() + (concurrent ? ", concurrent]" : "]");
  }
}
