package io.troupe.internal.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock in a word of shared memory, held for less than microseconds: the word names the process that holds it, 0 while
 * none does. A holder that died is replaced. Not reentrant.
 */
final class WriterLock {
  private static final long SELF = ProcessWord.self();
  private static final int SPINS = 200;
  private static final long PAUSE_NANOS = 50_000;

  private final ByteBuffer memory;
  private final int at;

  WriterLock(ByteBuffer memory, int at) {
    this.memory = memory;
    this.at = at;
  }

  void acquire() {
    for (int tries = 0; !Cells.compareAndSetLong(memory, at, 0, SELF); tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else if (replaceDeadHolder()) {
        return;
      }
    }
  }

  // The holder was descheduled, or stopped, or is dead: one look at the process table is cheap
  // against that.
  private boolean replaceDeadHolder() {
    LockSupport.parkNanos(PAUSE_NANOS);
    long holder = Cells.getLong(memory, at);
    return holder != 0
        && !ProcessWord.isAlive(holder)
        && Cells.compareAndSetLong(memory, at, holder, SELF);
  }

  void release() {
    Cells.setLong(memory, at, 0);
  }
}
