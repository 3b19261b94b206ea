package io.troupe.internal.payload.codec;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes by the names in payloads, with the thread's context class loader, then with our
 * own, then with {@linkplain ProgramLoaders the program's others}. Loading does not initialise
 * them. Thread-safe.
 */
public final class Types {
  private static final Map<String, Class<?>> PRIMITIVES = Map.of(
      "boolean",
      boolean.class,
      "byte",
      byte.class,
      "char",
      char.class,
      "short",
      short.class,
      "int",
      int.class,
      "long",
      long.class,
      "float",
      float.class,
      "double",
      double.class,
      "void",
      void.class);

  /**
   * What the loader in use has found; replaced when a thread with another context class loader
   * comes.
   */
  private volatile Found found = new Found(null);

  public Class<?> load(String name) {
    ClassLoader loader = loader();
    Found current = found;
    if (current.loader.get() != loader) {
      current = new Found(loader);
      found = current;
    }
    return current.load(name, loader);
  }

  public static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : ownLoader();
  }

  static ClassLoader ownLoader() {
    return Objects.requireNonNull(Types.class.getClassLoader(), "own class loader");
  }

  /** Classes by name, held weakly so that a loader that is not used any more can go. */
  private static final class Found {
    private final WeakReference<@Nullable ClassLoader> loader;
    private final Map<String, WeakReference<Class<?>>> classes = new ConcurrentHashMap<>();

    Found(@Nullable ClassLoader loader) {
      this.loader = new WeakReference<>(loader);
    }

    Class<?> load(String name, ClassLoader from) {
      WeakReference<Class<?>> known = classes.get(name);
      Class<?> type = known == null ? null : known.get();
      if (type == null) {
        type = find(name, from);
        classes.put(name, new WeakReference<>(type));
      }
      return type;
    }

    private static Class<?> find(String name, ClassLoader from) {
      Class<?> primitive = PRIMITIVES.get(name);
      try {
        return primitive != null ? primitive : findNamed(name, from);
      } catch (ClassNotFoundException | LinkageError e) {
        throw MissingClass.exception(name, e);
      }
    }

    private static Class<?> findNamed(String name, ClassLoader from) throws ClassNotFoundException {
      try {
        return Class.forName(name, false, from);
      } catch (ClassNotFoundException e) {
        return from == ownLoader() ? ProgramLoaders.find(name) : findElsewhere(name);
      }
    }

    private static Class<?> findElsewhere(String name) throws ClassNotFoundException {
      try {
        return Class.forName(name, false, ownLoader());
      } catch (ClassNotFoundException e) {
        return ProgramLoaders.find(name);
      }
    }
  }
}
