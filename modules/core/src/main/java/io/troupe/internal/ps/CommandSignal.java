package io.troupe.internal.ps;

import io.troupe.TroupeException;
import java.io.IOException;
import java.util.List;

/** Sends any signal, which Java cannot, through the shell's own command. */
public final class CommandSignal {
  public static final int KILL = 9;
  public static final int TERM = 15;

  private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");

  /** Linux's numbers on almost all processors; those of the BSDs and macOS. */
  public static final int STOP = LINUX ? 19 : 17;

  public static final int CONT = LINUX ? 18 : 19;

  private CommandSignal() {}

  /**
   * Returns whether the signal was sent.
   *
   * @throws UnsupportedOperationException if the system has no signals
   */
  public static boolean send(int number, long pid) {
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new UnsupportedOperationException("Windows has no signals; use terminate() or kill()");
    }
    try {
      Process kill = new ProcessBuilder(List.of("/bin/sh", "-c", "kill -" + number + " " + pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return kill.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      throw new TroupeException(
          "cannot send signal " + number + " to process " + pid + ": " + e, e);
    }
  }
}
