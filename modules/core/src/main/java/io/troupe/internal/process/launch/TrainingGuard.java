package io.troupe.internal.process.launch;

import java.io.IOException;
import java.io.InputStream;

/** Ends a JVM that shows what is to be in an archive with the one that wants the archive. */
public final class TrainingGuard {
  private static final int NOT_WANTED = 1;

  private TrainingGuard() {}

  /** Watches standard input, which is a pipe from that JVM, from now on. */
  public static void begin() {
    InputStream starter = System.in;
    Thread guard = new Thread(() -> endWith(starter), "troupe-guard");
    guard.setDaemon(true);
    guard.start();
  }

  private static void endWith(InputStream starter) {
    try {
      while (starter.read() >= 0) {
        // nothing is ever sent
      }
    } catch (IOException e) {
      // as good as an end
    }
    Runtime.getRuntime().halt(NOT_WANTED);
  }
}
