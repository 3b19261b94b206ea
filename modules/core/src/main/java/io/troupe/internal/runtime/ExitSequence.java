package io.troupe.internal.runtime;

import io.troupe.internal.connection.Connections;
import io.troupe.internal.process.Processes;
import io.troupe.internal.wait.ExitHook;

/**
 * What happens at the end of a JVM that used Troupe: what has to take leave does, daemon processes
 * are terminated, the others are awaited, pools and everything else that was left open is closed,
 * and what then still lives is killed. When a signal ends the JVM, or comes while it waits, nothing
 * is awaited.
 */
final class ExitSequence implements Runnable {
  private final TroupeRuntime runtime;

  private ExitSequence(TroupeRuntime runtime) {
    this.runtime = runtime;
  }

  static void install(TroupeRuntime runtime) {
    ExitHook.add("troupe-end", new ExitSequence(runtime));
  }

  @Override
  public void run() {
    Processes processes = runtime.processes();
    runtime.beforeEnd();
    runtime.ending();
    processes.terminateDaemons();
    processes.joinOthers();
    end();
  }

  private void end() {
    try {
      runtime.end();
      Connections.endReading();
    } catch (NoClassDefFoundError e) {
      // exec:java closes its loader before this runs, that of loggers too: what is not loaded by
      // then has never been used, and processes that are left end with this one.
      return;
    }
  }
}
