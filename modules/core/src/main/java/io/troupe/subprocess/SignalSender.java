package io.troupe.subprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends signals that the JDK does not send, by the shell's own {@code kill}. The shell is up and waits for our word before we look
 * whether the program is still there: between that and the signal there is no time for its pid to be taken again.
 */
final class SignalSender {
  private static final String SCRIPT = "read -r go && kill \"-$1\" \"$2\"";

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
      Process shell = new ProcessBuilder(
              "/bin/sh", "-c", SCRIPT, "sh", Integer.toString(signal), whom)
          .redirectErrorStream(true)
          .start();
      if (target.isAlive()) {
        shell.getOutputStream().write('\n');
      }
      shell.getOutputStream().close();
      String complaint = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!complaint.isBlank() && target.isAlive()) {
        throw new IOException("signal " + signal + " to " + whom + ": " + complaint.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a signal was not sent", e);
    }
  }
}
