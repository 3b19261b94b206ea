package io.troupe.internal.link.transport;

import java.util.concurrent.locks.LockSupport;

/**
 * Pauses between looks at something that is not announced: longer and longer ones. An interrupt
 * does not end them. Not thread-safe.
 */
public final class Pause {
  /**
   * With what the operating system adds, a reader that keeps up has read half a ring in that time.
   */
  private static final long FIRST_NANOS = 20_000;

  private static final long LONGEST_NANOS = 1_000_000;

  private long nanos = FIRST_NANOS;

  public void make() {
    boolean interrupted = Thread.interrupted(); // an interrupted thread would not park
    LockSupport.parkNanos(nanos);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    nanos = Math.min(2 * nanos, LONGEST_NANOS);
  }

  /** It was worth looking: the next pause is short again. */
  void reset() {
    nanos = FIRST_NANOS;
  }
}
