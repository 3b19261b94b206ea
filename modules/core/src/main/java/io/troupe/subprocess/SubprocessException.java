package io.troupe.subprocess;

import io.troupe.TroupeException;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/**
 * A program did not do what was asked of it. Carries the command and what the program had printed,
 * as far as it was captured.
 */
public abstract sealed class SubprocessException extends TroupeException
    permits CalledProcessException, TimeoutExpiredException {
  private static final long serialVersionUID = 1L;
  private static final int LAST_BYTES = 4096;
  private static final int LAST_LINES = 10;

  private final List<String> args;
  private final Captured stdout;
  private final Captured stderr;

  SubprocessException(String message, List<String> args, Captured stdout, Captured stderr) {
    super(message + lastLines(stderr.isCaptured() ? stderr : stdout));
    this.args = args;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Decodes leniently, unlike the command's own rule: a message never fails. */
  private static String lastLines(Captured captured) {
    if (!captured.isCaptured()) {
      return "";
    }
    String end = captured.last(LAST_BYTES, CodingErrorAction.REPLACE);
    List<String> lines = end.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? ""
        : " Its last lines:\n  "
            + String.join(
                "\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Returns the program and its arguments. */
  public List<String> args() {
    return args;
  }

  /** Returns what the program had written to its standard output. */
  public Captured stdout() {
    return stdout;
  }

  /** Returns what the program had written to its standard error. */
  public Captured stderr() {
    return stderr;
  }
}
