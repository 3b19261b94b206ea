package io.troupe.internal.process;

import java.util.Map;
import java.util.Objects;

/** The signal for which this JVM shuts down. */
public final class ShutdownSignal {
  private static final Map<String, Integer> SIGNAL_THREADS =
      Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);

  private ShutdownSignal() {}

  /**
   * Returns the number of the signal, 0 when the JVM shuts down of its own accord. Meant for
   * shutdown hooks: a JVM that shuts down for a signal does so from a thread named after it.
   */
  public static int current() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .map(SIGNAL_THREADS::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0);
  }
}
