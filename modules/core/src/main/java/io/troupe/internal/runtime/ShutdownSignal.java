package io.troupe.internal.runtime;

/** The signal for which this JVM shuts down. */
public final class ShutdownSignal {
  private ShutdownSignal() {}

  /**
   * Returns the number of the signal, 0 when the JVM shuts down of its own accord. Meant for shutdown hooks: a JVM that shuts
   * down for a signal does so from a thread named after it.
   */
  public static int current() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      switch (thread.getName()) {
        case "SIGTERM handler":
          return 15;
        case "SIGINT handler":
          return 2;
        case "SIGHUP handler":
          return 1;
        default:
      }
    }
    return 0;
  }
}
