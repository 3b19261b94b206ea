package io.troupe.internal.runtime;

import io.troupe.internal.log.Log;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is to be closed at the end of a runtime, unless it has been closed before. Thread-safe. */
final class OpenResources {
  private static final Log log = Log.of(OpenResources.class);

  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
  private final Set<AutoCloseable> first = ConcurrentHashMap.newKeySet();

  /** Adds something that is closed with the rest. */
  void add(AutoCloseable resource) {
    open.add(resource);
  }

  /** Adds something that is closed when the JVM ends, while all else still works. */
  void addFirst(AutoCloseable resource) {
    first.add(resource);
  }

  void remove(AutoCloseable resource) {
    open.remove(resource);
    first.remove(resource);
  }

  /** Returns those of a type that are closed with the rest. */
  <T> Stream<T> of(Class<T> type) {
    return open.stream().filter(type::isInstance).map(type::cast);
  }

  void closeFirst() {
    first.forEach(OpenResources::closeQuietly);
  }

  void close() {
    open.forEach(OpenResources::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception | LinkageError e) {
      // The runtime ends; what could not be closed goes with it, but its reason is kept.
      log.warn("Cannot close {}", resource, e);
    }
  }
}
