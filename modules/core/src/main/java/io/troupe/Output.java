package io.troupe;

/** Where the standard output and standard error of a process go. */
public enum Output {
  /** To {@code System.out} and {@code System.err} of the process that started it, line by line. The default. */
  INHERITED,
  /** As inherited, each line behind the name of the process in brackets. */
  PREFIXED,
  /** Kept in memory until the process object is closed: see {@link Process#capturedOutput()}. */
  CAPTURED,
  /** Nowhere. */
  DISCARDED
}
