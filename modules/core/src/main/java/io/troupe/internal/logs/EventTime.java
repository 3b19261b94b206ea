package io.troupe.internal.logs;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock by which events are logged: the same one for all processes of a machine. */
public final class EventTime {
  private EventTime() {}

  /** Returns the nanoseconds since the epoch. */
  public static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
