package io.troupe.internal.process;

import io.troupe.ExitStatus;
import io.troupe.Process;
import io.troupe.internal.process.output.Captured;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A process that this JVM did not start: itself or its parent. Only its starter may end it or be
 * told how it ended.
 */
abstract class FixedControl implements ProcessControl {

  /** Names the process in an error: "the current process". */
  abstract String subject();

  @Override
  public boolean isStarted() {
    return true;
  }

  @Override
  public void run() {
    throw refused("run here");
  }

  @Override
  public void start(Process facade) {
    throw refused("started");
  }

  @Override
  public Optional<ExitStatus> exitStatus() {
    return Optional.empty();
  }

  @Override
  public void terminate() {
    throw refused("terminated");
  }

  @Override
  public void kill() {
    throw refused("killed");
  }

  @Override
  public void interrupt() {
    throw refused("interrupted");
  }

  @Override
  public CompletableFuture<ExitStatus> onExit() {
    throw refused("watched");
  }

  @Override
  public Captured captured() {
    throw refused("asked for its output");
  }

  @Override
  public void close() {
    throw refused("closed");
  }

  final IllegalStateException refused(String purpose) {
    return new IllegalStateException(
        subject() + " cannot be " + purpose + ": only the process that starts another one can");
  }

  @Override
  public String toString() {
    return "pid=" + pid() + ", started";
  }
}
