package io.troupe.internal.signal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Sends signals that the JDK does not send, by the shell's own {@code kill}. The shell is up and
 * waits for our word before we look whether the program is still there: between that and the signal
 * there is no time for its pid to be taken again.
 */
public final class ShellKill {
  private static final String SCRIPT = "read -r go && kill \"-$1\" \"$2\"";

  private ShellKill() {}

  /**
   * Sends a signal, unless the target is gone.
   *
   * @param whom a pid; with a minus in front of it, the group of that number
   * @return what the shell has to say against it; blank if it was sent, or there was no such
   *     process
   * @throws IOException if there is no shell
   */
  public static String send(int signal, String whom, BooleanSupplier isThere) throws IOException {
    Process shell = new ProcessBuilder(
            "/bin/sh", "-c", SCRIPT, "sh", Integer.toString(signal), whom)
        .redirectErrorStream(true)
        .start();
    if (isThere.getAsBoolean()) {
      shell.getOutputStream().write('\n');
    }
    shell.getOutputStream().close();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
