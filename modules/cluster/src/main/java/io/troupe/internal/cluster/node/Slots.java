package io.troupe.internal.cluster.node;

import io.troupe.internal.wait.Deadline;
import java.util.function.BooleanSupplier;

/** How many processes a node has room for. Thread-safe. */
final class Slots {
  private final int all;
  private int used;

  Slots(int all) {
    this.all = all;
  }

  int all() {
    return all;
  }

  synchronized int used() {
    return used;
  }

  /** Takes one; returns false if there is none. */
  synchronized boolean take() {
    if (used == all) {
      return false;
    }
    used++;
    return true;
  }

  synchronized void free() {
    used--;
    notifyAll();
  }

  /**
   * Waits until none is taken.
   *
   * @param cut ends the wait; {@link #wake} is called then
   * @return whether that is so
   */
  synchronized boolean awaitFree(Deadline deadline, BooleanSupplier cut)
      throws InterruptedException {
    while (used > 0 && !deadline.passed() && !cut.getAsBoolean()) {
      wait(deadline.selectMillis());
    }
    return used == 0;
  }

  synchronized void wake() {
    notifyAll();
  }
}
