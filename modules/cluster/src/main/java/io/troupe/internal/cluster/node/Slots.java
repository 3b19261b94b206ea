package io.troupe.internal.cluster.node;

import io.troupe.internal.wait.Deadline;
import java.util.function.BooleanSupplier;

/** How many processes a node has room for. Thread-safe. */
final class Slots {
  private final int all;
  private int used;

  /** What has none. */
  private int beside;

  Slots(int all) {
    this.all = all;
  }

  int all() {
    return all;
  }

  /** Returns how many are taken. */
  synchronized int used() {
    return used;
  }

  /**
   * Takes one; returns false if there is none.
   *
   * @param counts whether it is for a process that needs one; others are only waited for at the end
   */
  synchronized boolean take(boolean counts) {
    if (!counts) {
      beside++;
      return true;
    }
    if (used == all) {
      return false;
    }
    used++;
    return true;
  }

  /** Returns how many processes there are. */
  synchronized int processes() {
    return used + beside;
  }

  /** @param counted as it was taken */
  synchronized void free(boolean counted) {
    if (counted) {
      used--;
    } else {
      beside--;
    }
    notifyAll();
  }

  /**
   * Waits until no process is left.
   *
   * @param cut ends the wait; {@link #wake} is called then
   * @return whether that is so
   */
  synchronized boolean awaitFree(Deadline deadline, BooleanSupplier cut)
      throws InterruptedException {
    while (used + beside > 0 && !deadline.passed() && !cut.getAsBoolean()) {
      wait(deadline.selectMillis());
    }
    return used + beside == 0;
  }

  synchronized void wake() {
    notifyAll();
  }
}
