package io.troupe.internal.memory;

import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.SpinWait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock in a word of shared memory, held for less than microseconds: the word names the process
 * that holds it, 0 while none does. A holder that died is replaced. Not reentrant.
 */
final class WriterLock {
  private static final SpinWait SPIN = new SpinWait(Cores.gate());
  private static final long FIRST_PAUSE_NANOS = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 5_000_000;

  private final ByteBuffer memory;
  private final int at;

  WriterLock(ByteBuffer memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  /**
   * @throws UncheckedIOException if there is no place from which others see that this process lives
   */
  void acquire() {
    long self = self();
    if (!take(0, self) && !SPIN.spin(() -> take(0, self))) {
      park(self);
    }
  }

  /** Acquires the lock if it is free, as {@link #acquire}. */
  boolean tryAcquire() {
    return take(0, self());
  }

  private static long self() {
    try {
      return MemoryOwner.number();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private boolean take(long holder, long self) {
    return Cells.compareAndSetLong(memory, at, holder, self);
  }

  // The holder was descheduled, or stopped, or is dead: the longer it takes, the more is a look
  // worth.
  private void park(long self) {
    long pause = FIRST_PAUSE_NANOS;
    long before = 0;
    while (!take(0, self)) {
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      long holder = Cells.getLong(memory, at);
      if (holder != 0 && holder == before && !MemoryOwner.lives(holder) && take(holder, self)) {
        return;
      }
      before = holder;
    }
  }

  void release() {
    Cells.setLong(memory, at, 0);
  }
}
