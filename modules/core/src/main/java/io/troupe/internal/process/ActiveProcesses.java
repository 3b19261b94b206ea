package io.troupe.internal.process;

import io.troupe.Process;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that this JVM started as such and that have not ended. Thread-safe. */
public final class ActiveProcesses {
  private static final Set<Process> ACTIVE = ConcurrentHashMap.newKeySet();

  private ActiveProcesses() {}

  static void add(Process process) {
    ACTIVE.add(process);
  }

  static void remove(Process process) {
    ACTIVE.remove(process);
  }

  /** Returns those alive, in the order of their names. */
  public static List<Process> alive() {
    return ACTIVE.stream()
        .filter(Process::isAlive)
        .sorted(Comparator.comparing(Process::name))
        .toList();
  }

  /** Ends those that end with this JVM. */
  public static void terminateDaemons() {
    alive().stream().filter(Process::isDaemon).forEach(Process::terminate);
  }

  /** Waits for those that outlast the program's own threads. */
  public static void joinOthers() {
    try {
      for (Process process : alive()) {
        if (!process.isDaemon()) {
          process.join();
        }
      }
    } catch (InterruptedException e) {
      // The JVM ends; whoever interrupts its last thread does not want it to wait.
      Thread.currentThread().interrupt();
    }
  }
}
