package io.troupe.subprocess;

import io.troupe.internal.wait.ExitHook;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The programs that are killed when this JVM ends, and those that are just being started.
 * Thread-safe.
 */
final class KilledAtExit {
  /** Starts one. */
  interface Start {
    Stage start() throws IOException;
  }

  /**
   * Many may start programs at once; the end of the JVM waits for them, and then they are too late.
   */
  private static final ReadWriteLock starts = new ReentrantReadWriteLock();

  private static final Set<Program> programs = new HashSet<>();
  private static boolean hooked;
  private static volatile boolean ending;

  private KilledAtExit() {}

  /**
   * Starts a program that is killed when this JVM ends.
   *
   * @throws IllegalStateException if it is ending
   */
  static Stage start(Start start) throws IOException {
    starts.readLock().lock();
    try {
      prepare();
      Stage stage = start.start();
      add(stage.program());
      return stage;
    } finally {
      starts.readLock().unlock();
    }
  }

  private static synchronized void prepare() {
    if (ending) {
      throw new IllegalStateException("this JVM is ending, and the program would be killed");
    }
    if (!hooked) {
      ExitHook.add("troupe-subprocess-exit", KilledAtExit::killAll);
      hooked = true;
    }
  }

  private static synchronized void add(Program program) {
    programs.removeIf(each -> !each.isAlive());
    programs.add(program);
  }

  private static void killAll() {
    starts.writeLock().lock();
    try {
      ending = true;
      programs.forEach(Program::killTree);
    } finally {
      starts.writeLock().unlock();
    }
  }
}
