package io.troupe.subprocess;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The programs that are killed when this JVM ends. Thread-safe. */
final class KilledAtExit {
  private static final Set<Program> programs = ConcurrentHashMap.newKeySet();
  private static volatile boolean ending;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(KilledAtExit::killAll, "troupe-subprocess-exit"));
  }

  private KilledAtExit() {}

  /**
   * Says whether a program can still be added.
   *
   * @throws IllegalStateException if this JVM is about to end
   */
  static void requireOpen() {
    if (ending) {
      throw new IllegalStateException("this JVM is about to end, and the program would be killed");
    }
  }

  static void add(Program program) {
    programs.removeIf(each -> !each.isAlive());
    programs.add(program);
    if (ending) {
      program.killTree(); // the hook may have passed it by
    }
  }

  private static void killAll() {
    ending = true;
    programs.forEach(Program::killTree);
  }
}
