package io.troupe.ps;

import java.util.Locale;

/**
 * The state of a process. {@link #toString()} is the word that {@code psutil} has for it.
 */
public enum ProcessStatus {
  RUNNING,
  SLEEPING,
  /** Waits for a device and takes no signal meanwhile. */
  DISK_SLEEP,
  STOPPED,
  TRACING_STOP,
  /** Has ended, and its parent has not asked how. */
  ZOMBIE,
  DEAD,
  WAKE_KILL,
  WAKING,
  IDLE,
  PARKED,
  /** The system says something else, or nothing. */
  UNKNOWN;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns whether a process of this status has ended, though the system still knows it. */
  public boolean hasEnded() {
    return this == ZOMBIE || this == DEAD;
  }

  @Override
  public String toString() {
    return text;
  }
}
