package io.troupe.internal.actor;

import org.jspecify.annotations.Nullable;

/** How many of the actors that were started for others live. Thread-safe. */
final class Population {
  // Guarded by this.
  private int living;
  private boolean any;
  private @Nullable Throwable failure;

  synchronized void begins() {
    living++;
    any = true;
  }

  synchronized void ends(@Nullable Throwable cause) {
    living--;
    failure = cause;
    notifyAll();
  }

  /** Waits until there were some and there are none. Throws what the last one failed with. */
  synchronized void awaitNone() throws Exception {
    while (!any || living > 0) {
      wait();
    }
    if (failure instanceof Exception exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
