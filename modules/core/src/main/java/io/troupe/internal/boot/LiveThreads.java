package io.troupe.internal.boot;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The threads that live in this JVM, those aside that it hides from programs. No lambdas in here:
 * this is on the way out of each process, where linking them would take longer than what they do.
 */
final class LiveThreads {
  /** Room for threads that start while they are counted. */
  private static final int SPARE_ROOM = 16;

  private LiveThreads() {}

  static Set<Thread> now() {
    Set<Thread> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(all, array());
    return all;
  }

  /** Waits for the end of all threads that keep a JVM alive, these two aside. */
  static void joinAllBut(Thread one, Thread other) {
    for (Thread next = any(one, other); next != null; next = any(one, other)) {
      try {
        next.join();
      } catch (InterruptedException e) {
        // One of those threads did it: this one still waits for them, as a JVM does.
        Thread.interrupted();
      }
    }
  }

  private static @Nullable Thread any(Thread one, Thread other) {
    for (Thread thread : array()) {
      if (!thread.isDaemon() && thread != one && thread != other) {
        return thread;
      }
    }
    return null;
  }

  private static Thread[] array() {
    ThreadGroup root = root();
    Thread[] threads = new Thread[root.activeCount() + SPARE_ROOM];
    int count = root.enumerate(threads);
    while (count == threads.length) {
      threads = new Thread[2 * threads.length];
      count = root.enumerate(threads);
    }
    return Arrays.copyOf(threads, count);
  }

  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
