package io.troupe.internal.connection;

import io.troupe.internal.log.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a loop that takes connections does about trouble: it pauses, since the same would happen
 * again at once, and reports it once a minute, with a count. For one thread.
 */
final class Complaints {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Log log;
  private boolean reported;
  private long lastNanos;
  private long since;

  Complaints(Log log) {
    this.log = log;
  }

  /** Reports trouble, if it has been a minute, and waits for a moment. */
  void pauseAfter(String what, Throwable trouble) {
    long now = System.nanoTime();
    since++;
    if (!reported || now - lastNanos > REPORT_NANOS) {
      log.warn("{}: {} ({} times since the last report)", what, trouble.toString(), since);
      reported = true;
      lastNanos = now;
      since = 0;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
