package io.troupe.internal.cluster.node;

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
  }
}
