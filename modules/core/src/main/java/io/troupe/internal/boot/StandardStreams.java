package io.troupe.internal.boot;

import java.io.PrintStream;

/**
 * The streams of this process as its JVM made them, also where the program put others in their
 * place.
 */
final class StandardStreams {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private StandardStreams() {}

  /** To be called before the program's first line. */
  static void remember() {
    // The class is initialised by now.
  }

  /** Writes what was printed, also by way of streams that the program put in front of these. */
  static void flush() {
    System.out.flush();
    System.err.flush();
    OUT.flush();
    ERR.flush();
  }

  /**
   * Writes what was printed and closes standard output and standard error of this process: nothing
   * follows.
   */
  static void close() {
    flush();
    OUT.close();
    ERR.close();
  }
}
