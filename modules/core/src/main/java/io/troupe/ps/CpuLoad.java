package io.troupe.ps;

import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The load of a process since it was last asked for. Thread-safe. */
final class CpuLoad {
  private @Nullable Duration lastUsed; // guarded by this, as is
  private long lastNanos;

  static double measure(OsProcess process, Duration interval) throws InterruptedException {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be more than zero, was " + interval);
    }
    CpuLoad load = new CpuLoad();
    load.since(process.cpuTimes());
    TimeUnit.NANOSECONDS.sleep(Deadline.nanos(interval));
    return load.since(process.cpuTimes());
  }

  /** Returns 100 for a processor; 0 the first time. */
  synchronized double since(CpuTimes times) {
    long nanos = System.nanoTime();
    Duration used = times.total();
    long passed = nanos - lastNanos;
    double percent = lastUsed == null || passed <= 0
        ? 0
        : Math.max(0, 100.0 * used.minus(lastUsed).toNanos() / passed);
    lastUsed = used;
    lastNanos = nanos;
    return percent;
  }
}
