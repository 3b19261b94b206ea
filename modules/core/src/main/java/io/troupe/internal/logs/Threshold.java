package io.troupe.internal.logs;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/** The numbers by which a logger lets events through, as they stand in shared memory. */
public final class Threshold {
  /** The host has not answered yet; lets everything through. */
  public static final int UNKNOWN = 0;

  /** Lets nothing through. */
  public static final int OFF = 100;

  private Threshold() {}

  public static int of(Level level) {
    return level.toInt() + 1;
  }

  /** Returns what a logger of this JVM lets through. */
  public static int of(Logger logger) {
    int lowest = OFF;
    for (Level level : Level.values()) {
      if (of(level) < lowest && logger.isEnabledForLevel(level)) {
        lowest = of(level);
      }
    }
    return lowest;
  }

  public static boolean lets(int threshold, Level level) {
    return of(level) >= threshold;
  }

  /** Returns the level with this number; one that is none is the highest. */
  public static Level levelOf(int number) {
    for (Level level : Level.values()) {
      if (level.toInt() == number) {
        return level;
      }
    }
    return Level.ERROR;
  }
}
