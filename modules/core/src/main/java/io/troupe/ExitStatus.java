package io.troupe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a process ended, with the evidence. Immutable.
 *
 * @param pid the operating system's number of the process
 * @param exitCode 0 to 255, or minus the number of the signal that ended it
 * @param residentBytes its last known resident memory in bytes, 0 when unknown
 * @param lastLines the last lines that it printed, oldest first, at most 20
 * @param errorFile the JVM's own crash report, where it wrote one
 * @param failure what ended its function, where that threw
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

  /** Returns the number of the signal that ended the process, 0 when none did. */
  public int signal() {
    return Math.max(0, -exitCode);
  }

  /** Returns the exit code as people write it: {@code 1}, or {@code -SIGKILL}. */
  public String describe() {
    return describe(exitCode);
  }

  /** Returns an exit code as people write it. */
  static String describe(int exitCode) {
    boolean named = exitCode < 0 && -exitCode < SIGNALS.size();
    return named ? "-SIG" + SIGNALS.get(-exitCode) : Integer.toString(exitCode);
  }
}
