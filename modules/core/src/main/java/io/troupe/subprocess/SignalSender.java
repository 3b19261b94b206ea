package io.troupe.subprocess;

import io.troupe.internal.signal.ShellKill;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to a program and to those that it leads. */
final class SignalSender {
  private SignalSender() {}

  static void toProcess(Process target, int signal) {
    send(target, signal, Long.toString(target.pid()));
  }

  /** To all in the process group that a process leads. */
  static void toGroup(Process leader, int signal) {
    send(leader, signal, "-" + leader.pid());
  }

  private static void send(Process target, int signal, String whom) {
    try {
      String complaint = ShellKill.send(signal, whom, target::isAlive);
      if (!complaint.isEmpty() && target.isAlive()) {
        throw new IOException("signal " + signal + " to " + whom + ": " + complaint);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a signal was not sent", e);
    }
  }
}
