package io.troupe.subprocess;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Return codes as Python has them: minus the number of the signal that ended a program.
 *
 * <p>The JDK reports a signal N as 128 + N, which is also what a program returns that exits with
 * this number: its reaper has dropped the difference, and nothing else of the system keeps it. It
 * can be told only that a code is that of no signal, or of one that does not end a program, or of a
 * signal without a name that we did not send.
 */
final class ReturnCodes {
  static final int MOST = 64;
  private static final int BASE = 128;

  /** They stop a program, continue it, or are ignored if it does nothing about them. */
  private static final Set<Signal> HARMLESS = EnumSet.of(
      Signal.SIGCHLD,
      Signal.SIGCONT,
      Signal.SIGSTOP,
      Signal.SIGTSTP,
      Signal.SIGTTIN,
      Signal.SIGTTOU,
      Signal.SIGURG,
      Signal.SIGWINCH);

  private ReturnCodes() {}

  /**
   * Returns the return code.
   *
   * @param exitValue as the JDK has it
   * @param sent the last signal that we sent, 0 for none
   */
  static int of(int exitValue, int sent) {
    int signal = exitValue - BASE;
    return signal > 0 && (signal == sent || ends(signal)) ? -signal : exitValue;
  }

  private static boolean ends(int signal) {
    Optional<Signal> named = Signal.of(signal);
    return named.isPresent() && !HARMLESS.contains(named.get());
  }

  /** Returns what a return code means, as the end of a sentence about a command. */
  static String describe(int returnCode) {
    if (returnCode >= 0) {
      return "returned non-zero exit status " + returnCode + ".";
    }
    int number = -returnCode;
    return Signal.of(number)
        .map(signal -> "died with <Signals." + signal + ": " + number + ">.")
        .orElse("died with unknown signal " + number + ".");
  }
}
