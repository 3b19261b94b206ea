package io.troupe.internal.cluster.consensus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How time goes by for a member of the group, also when the clock of its machine is set: only
 * forward, and more of it at once when it need not be waited for. Thread-safe.
 */
final class RaftClock extends Clock {
  private final long startNanos = System.nanoTime();
  private final AtomicLong aheadMillis = new AtomicLong(System.currentTimeMillis());

  @Override
  public long millis() {
    return aheadMillis.get() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  /** Has so much time gone by now. */
  void skip(Duration time) {
    aheadMillis.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
