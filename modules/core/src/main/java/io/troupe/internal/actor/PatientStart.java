package io.troupe.internal.actor;

import io.troupe.Process;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The start of the process of an actor, which may have to wait for room: it is given up when the
 * process is not wanted any more. Thread-safe.
 */
public final class PatientStart {
  private final Process process;
  private final CompletableFuture<Process> started = new CompletableFuture<>();
  private final Thread thread;

  private PatientStart(Process process) {
    this.process = process;
    thread = new Thread(this::start, "troupe-actor-start");
    thread.setDaemon(true);
  }

  /** Starts a process that needs not wait, before this returns. */
  public static PatientStart now(Process process) {
    PatientStart start = new PatientStart(process);
    start.start();
    return start;
  }

  /** Starts a process on a thread of its own. */
  public static PatientStart of(Process process) {
    PatientStart start = new PatientStart(process);
    start.thread.start();
    return start;
  }

  private void start() {
    try {
      process.start();
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
      return;
    }
    if (!started.complete(process)) {
      process.kill();
    }
  }

  /** Completes with the process when it has been started; fails if it cannot be. */
  public CompletionStage<Process> started() {
    return started;
  }

  /** Ends the process, or its start. No effect after either has ended. */
  public void kill() {
    if (started.completeExceptionally(new CancellationException("it is not wanted any more"))) {
      thread.interrupt();
    } else if (!started.isCompletedExceptionally()) {
      process.kill();
    }
  }
}
