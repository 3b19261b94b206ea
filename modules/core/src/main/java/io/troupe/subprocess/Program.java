package io.troupe.subprocess;

import io.troupe.internal.wait.Deadline;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A started program as the system knows it. Thread-safe. */
final class Program {
  private final Process process;
  private final boolean leadsSession;
  private volatile int sent;

  Program(Process process, boolean leadsSession) {
    this.process = process;
    this.leadsSession = leadsSession;
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  OptionalInt poll() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(returnCode());
  }

  /** Returns the return code of a program that has ended. */
  int returnCode() {
    return ReturnCodes.of(process.exitValue(), sent);
  }

  /** Waits for the end; returns false if the deadline passes before. */
  boolean waitFor(Deadline deadline) throws InterruptedException {
    return process.waitFor(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
  }

  /**
   * The process handle, which does not signal a pid that another process has, and leaves the
   * streams alone.
   */
  void send(int signal) {
    if (signal < 1 || signal > ReturnCodes.MOST) {
      throw new IllegalArgumentException(
          "a signal is between 1 and " + ReturnCodes.MOST + ", was " + signal);
    }
    if (!process.isAlive()) {
      return;
    }
    sent = signal;
    if (signal == Signal.SIGTERM.number()) {
      process.toHandle().destroy();
    } else if (signal == Signal.SIGKILL.number()) {
      process.toHandle().destroyForcibly();
    } else {
      SignalSender.toProcess(process, signal);
    }
  }

  /**
   * Kills the program and what it has started, as far as it can be found: by its parents, or in its
   * group. From the top down, for who sees a child die may start another.
   */
  void killTree() {
    if (!process.isAlive()) {
      return;
    }
    sent = Signal.SIGKILL.number();
    List<ProcessHandle> below = below();
    if (leadsSession) {
      SignalSender.toGroup(process, sent);
    }
    process.toHandle().destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * For want of descriptors none may be found; the kill of the program itself depends on nothing.
   */
  private List<ProcessHandle> below() {
    try {
      return process.descendants().toList();
    } catch (RuntimeException e) {
      return List.of();
    }
  }
}
