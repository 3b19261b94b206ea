package io.troupe.internal.actor;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How much this process may send to an actor elsewhere before the actor has taken it: a sender that
 * is faster waits, instead of filling the memory of the actor's process. Thread-safe.
 */
final class Window {
  private static final int MESSAGES = 4096;
  private static final long BYTES = 4 << 20;

  /**
   * An actor that takes nothing for so long is not waited for any longer: it may wait for the
   * sender.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_MILLIS = 100;

  private final BooleanSupplier lost;

  // Guarded by this.
  private int messages;
  private long bytes;
  private long progress = System.nanoTime();

  /** @param lost whether nothing will be taken any more */
  Window(BooleanSupplier lost) {
    this.lost = lost;
  }

  /**
   * Enters a message. Waits where the window is full; a dispatcher of Pekko's has another thread
   * meanwhile. An interrupt ends the wait, and the message goes its way.
   *
   * @return whether there was room in time
   */
  boolean enter(long size) {
    if (tryEnter(size)) {
      return true;
    }
    Wait wait = new Wait(size);
    try {
      ForkJoinPool.managedBlock(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      force(size);
      return true;
    }
    return wait.entered;
  }

  private synchronized boolean tryEnter(long size) {
    boolean room = messages < MESSAGES && bytes < BYTES;
    if (room) {
      force(size);
    }
    return room;
  }

  private synchronized void force(long size) {
    if (messages == 0) {
      progress = System.nanoTime(); // an idle actor has not been slow
    }
    messages++;
    bytes += size;
  }

  synchronized void processed(int count, long size) {
    messages -= count;
    bytes -= size;
    progress = System.nanoTime();
    notifyAll();
  }

  private final class Wait implements ForkJoinPool.ManagedBlocker {
    private final long size;
    private boolean entered;

    Wait(long size) {
      this.size = size;
    }

    @Override
    public boolean isReleasable() {
      entered = entered || tryEnter(size);
      return entered || isVain();
    }

    @Override
    public boolean block() throws InterruptedException {
      synchronized (Window.this) {
        if (!isReleasable()) {
          Window.this.wait(LOOK_MILLIS);
        }
      }
      return isReleasable();
    }
  }

  private synchronized boolean isVain() {
    return System.nanoTime() - progress > PATIENCE_NANOS || lost.getAsBoolean();
  }
}
