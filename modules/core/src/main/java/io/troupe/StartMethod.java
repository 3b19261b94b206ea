package io.troupe;

/**
 * How a process comes to be. Python's {@code fork} and {@code forkserver} have no counterpart: a JVM cannot be copied while it
 * runs.
 */
public enum StartMethod {
  /** A JVM of its own, from a spare where one is ready. The default; Python's {@code spawn}. */
  SPAWN,
  /** A thread of this JVM: nothing crosses, nothing can be killed. Python's {@code multiprocessing.dummy}. */
  THREAD
}
