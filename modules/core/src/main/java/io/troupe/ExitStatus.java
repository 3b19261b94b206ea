package io.troupe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The way in which a process ended, with the evidence. Immutable.
 *
 * @param pid the process id
 * @param exitCode 0 to 255, or the negated number of the signal that ended the process
 * @param residentBytes the last known resident memory in bytes, or 0 if it is not known
 * @param lastLines the last lines that the process printed, oldest first, at most 20
 * @param errorFile the crash report of the JVM, if it wrote one
 * @param failure the exception that ended the function of the process, if one did
 */
public record ExitStatus(
    long pid,
    int exitCode,
    long residentBytes,
    List<String> lastLines,
    Optional<Path> errorFile,
    Optional<Throwable> failure) {

  private static final List<String> SIGNALS = List.of(
      "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
      "PIPE", "ALRM", "TERM");

  public ExitStatus {
    lastLines = List.copyOf(lastLines);
  }

  /** Returns the number of the signal that ended the process, or 0 if no signal did. */
  public int signal() {
    return Math.max(0, -exitCode);
  }

  /** Returns the exit code as text, with the name of a signal: {@code 1}, or {@code -SIGKILL}. */
  public String describe() {
    return describe(exitCode);
  }

  /** Returns an exit code as text, with the name of a signal. */
  static String describe(int exitCode) {
    boolean named = exitCode < 0 && -exitCode < SIGNALS.size();
    return named ? "-SIG" + SIGNALS.get(-exitCode) : Integer.toString(exitCode);
  }
}
