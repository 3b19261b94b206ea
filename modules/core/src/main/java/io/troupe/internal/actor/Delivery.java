package io.troupe.internal.actor;

import java.util.concurrent.atomic.AtomicBoolean;

/** What becomes of one message. The first that is said of it counts. Thread-safe. */
abstract class Delivery {
  private final AtomicBoolean settled = new AtomicBoolean();

  /** The actor has taken the message, or answered it where it asks. */
  final void done() {
    if (settled.compareAndSet(false, true)) {
      onDone();
    }
  }

  /**
   * The actor ended before.
   *
   * @param giveUp has the asker hear of that
   */
  final void lost(Runnable giveUp) {
    if (settled.compareAndSet(false, true)) {
      onLost(giveUp);
    }
  }

  /** On a thread that must not block. */
  abstract void onDone();

  /** On a thread that must not block. */
  abstract void onLost(Runnable giveUp);
}
