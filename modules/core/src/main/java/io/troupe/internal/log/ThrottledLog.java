package io.troupe.internal.log;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;

/**
 * A log for troubles that may come as often as they like: one line a kind and minute, with
 * the number of those that were left out. Thread-safe.
 */
public final class ThrottledLog {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Log log;
  private final LongSupplier clock;

  // Guarded by this.
  private final Map<Enum<?>, Entry> entries = new HashMap<>();

  public ThrottledLog(Log log) {
    this(log, System::nanoTime);
  }

  /** @param clock nanoseconds, as {@link System#nanoTime} */
  ThrottledLog(Log log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Reports a trouble, unless one of the same kind was reported within the last minute. */
  public synchronized void report(Enum<?> kind, Level level, String trouble) {
    long now = clock.getAsLong();
    Entry entry = entries.computeIfAbsent(kind, first -> new Entry(now - PAUSE_NANOS));
    if (now - entry.lastNanos < PAUSE_NANOS) {
      entry.unreported++;
    } else {
      String more = entry.unreported == 0
          ? ""
          : " (" + entry.unreported + " more of this kind since the last report)";
      log.at(level, "{}{}", trouble, more);
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
