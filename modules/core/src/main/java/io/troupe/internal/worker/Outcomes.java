package io.troupe.internal.worker;

import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.proto.Frame;
import io.troupe.proto.OutcomeBatch;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.TaskOutcome;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends outcomes, many at once where tasks are short. What is held back is lost if the process is
 * killed, so it is little and not for long: a watch sends it where the next task takes its time.
 * Thread-safe.
 */
final class Outcomes {
  private static final int MOST_BYTES = 32 * 1024;

  /** How old what is held may get, as far as can be foreseen. */
  private static final long HOLD_NANOS = 100_000;

  private static final long WATCH_NANOS = 500_000;

  private final Link link;
  private final Thread watch;

  // Guarded by this.
  private OutcomeBatch.Builder held = OutcomeBatch.newBuilder();
  private int bytes;

  /** When the oldest of what is held came. Written under the lock. */
  private volatile long since;

  private volatile boolean holding;
  private volatile boolean watching;

  Outcomes(Link link) {
    this.link = link;
    watch = new Thread(this::watch, "troupe-outcomes");
    watch.setDaemon(true);
  }

  void start() {
    watch.start();
  }

  /** Takes an outcome, to be sent soon. */
  void add(TaskOutcome outcome, long now) {
    synchronized (this) {
      if (!holding) {
        since = now;
        holding = true;
      }
      held.addOutcomes(outcome);
      bytes += outcome.getSerializedSize();
      if (bytes >= MOST_BYTES) {
        flush();
      }
    }
    if (holding && !watching) {
      LockSupport.unpark(watch);
    }
  }

  /** Sends what is held, where it would get too old during a task that takes so long. */
  void flushBefore(long expectedNanos, long now) {
    if (holding && now - since + expectedNanos > HOLD_NANOS) {
      flush();
    }
  }

  /** Sends what is held. */
  synchronized void flush() {
    if (!holding) {
      return;
    }
    OutcomeBatch.Builder batch = held;
    held = OutcomeBatch.newBuilder();
    bytes = 0;
    holding = false;
    try {
      link.send(
          Frame.newBuilder().setPool(PoolFrame.newBuilder().setOutcomes(batch)).build());
    } catch (LinkClosedException expected) {
      // The host is gone; this process ends with its link.
    }
  }

  private void watch() {
    while (true) {
      watching = holding;
      if (watching) {
        LockSupport.parkNanos(this, WATCH_NANOS);
        flushIfOld();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void flushIfOld() {
    if (holding && System.nanoTime() - since > WATCH_NANOS) {
      flush();
    }
  }
}
