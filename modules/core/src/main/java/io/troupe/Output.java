package io.troupe;

/**
 * The destinations of the standard output and standard error of a process.
 *
 * @see Process#output(Output)
 */
public enum Output {
  /**
   * Copies each line to {@code System.out} or {@code System.err} of the process that started it.
   * This is the default.
   */
  INHERITED,
  /** Copies each line as {@link #INHERITED} does, with the name of the process in front. */
  PREFIXED,
  /**
   * Keeps the last part of the output in memory, see {@link Process#captureLimit}; {@link
   * Process#capturedOutput()} returns it.
   */
  CAPTURED,
  /**
   * Logs each line by this program's own logging: what the process prints to standard output by the
   * logger {@code stdout} at level INFO, to standard error by {@code stderr} at level WARN, with
   * the name of the process as that of the thread, and in the MDC as {@link Troupe#forwardLogs}
   * says.
   */
  LOGGED,
  /** Discards the output. */
  DISCARDED
}
