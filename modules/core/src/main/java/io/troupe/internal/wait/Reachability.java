package io.troupe.internal.wait;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done when an object can no longer be reached. One thread serves the whole JVM: each
 * {@link Cleaner} has a thread of its own, and where those are few, a class that makes one as it is
 * initialised would fail for good. Thread-safe.
 */
public final class Reachability {
  private static volatile @Nullable Cleaner cleaner;

  private Reachability() {}

  /**
   * Has an action run once, when {@code object} can no longer be reached or when what is returned
   * is told to.
   *
   * @param action must not refer to {@code object}, and must not wait: others are behind it
   * @throws OutOfMemoryError if the JVM can start no thread for this yet
   */
  public static Cleaner.Cleanable onUnreachable(Object object, Runnable action) {
    Cleaner present = cleaner;
    return (present != null ? present : create()).register(object, action);
  }

  private static synchronized Cleaner create() {
    Cleaner present = cleaner;
    if (present == null) {
      present = Cleaner.create(Reachability::thread);
      cleaner = present;
    }
    return present;
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "troupe-cleaner");
    thread.setDaemon(true);
    return thread;
  }
}
