package io.troupe.internal.link.handshake;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reports refused connections: one line a kind and minute, for whoever can connect could fill the log. Thread-safe. */
public final class StrangerLog {
  private static final Logger log = LoggerFactory.getLogger(StrangerLog.class);
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String address;
  private final LongSupplier clock;

  // Guarded by this.
  private final Map<Stranger.Kind, Entry> entries = new EnumMap<>(Stranger.Kind.class);

  /** @param clock nanoseconds, as {@link System#nanoTime} */
  public StrangerLog(String address, LongSupplier clock) {
    this.address = address;
    this.clock = clock;
  }

  public synchronized void refused(Stranger stranger) {
    long now = clock.getAsLong();
    Entry entry = entries.computeIfAbsent(stranger.kind(), kind -> new Entry(now - PAUSE_NANOS));
    if (now - entry.lastNanos < PAUSE_NANOS) {
      entry.unreported++;
    } else {
      // Who leaves without a word is often a process that was killed while it booted.
      Level level = stranger.kind() == Stranger.Kind.GONE ? Level.DEBUG : Level.WARN;
      log.atLevel(level)
          .log(
              "Refused a connection to {}: {} ({} more of this kind since the last report)",
              address,
              stranger.getMessage(),
              entry.unreported);
      entry.lastNanos = now;
      entry.unreported = 0;
    }
  }

  private static final class Entry {
    private long lastNanos;
    private long unreported;

    Entry(long lastNanos) {
      this.lastNanos = lastNanos;
    }
  }
}
