package io.troupe;

/**
 * The ways in which a process comes into being. Python's {@code fork} and {@code forkserver} have
 * no counterpart: a JVM cannot be copied while it runs.
 */
public enum StartMethod {
  /**
   * Starts a JVM, or takes a spare one that is ready. This is the default; Python's {@code spawn}.
   */
  SPAWN,
  /**
   * Starts a thread of this JVM: arguments are not copied, and the thread cannot be killed.
   * Python's {@code multiprocessing.dummy}.
   */
  THREAD
}
