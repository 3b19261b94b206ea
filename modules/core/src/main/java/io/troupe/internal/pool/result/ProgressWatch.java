package io.troupe.internal.pool.result;

import io.troupe.Progress;
import io.troupe.manager.Registration;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the progress of a pool now and then, and reports it where it has changed. */
public final class ProgressWatch implements Registration {
  private final Lease lease;
  private final Consumer<? super Progress> listener;
  private volatile @Nullable ScheduledFuture<?> schedule;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile boolean closed;

  /** For the callback thread only. */
  private @Nullable Progress last;

  private ProgressWatch(Lease lease, Consumer<? super Progress> listener) {
    this.lease = lease;
    this.listener = listener;
  }

  public static ProgressWatch start(
      Lease lease, Duration interval, Consumer<? super Progress> listener) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be more than zero, was " + interval);
    }
    ProgressWatch watch = new ProgressWatch(lease, listener);
    long nanos = interval.toNanos();
    watch.schedule =
        lease.target().timer().scheduleAtFixedRate(watch::look, 0, nanos, TimeUnit.NANOSECONDS);
    lease.target().end().thenRun(watch::finish);
    return watch;
  }

  /** Never has more than one report wait: the program's callbacks may take their time. */
  private void look() {
    if (due.compareAndSet(false, true)) {
      lease.target().callbacks().execute(this::report);
    }
  }

  private void report() {
    due.set(false);
    Progress now = lease.target().progress();
    if (!closed && !now.equals(last)) {
      last = now;
      listener.accept(now);
    }
  }

  private void finish() {
    report();
    close();
  }

  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> running = schedule;
    if (running != null) {
      running.cancel(false);
    }
  }
}
