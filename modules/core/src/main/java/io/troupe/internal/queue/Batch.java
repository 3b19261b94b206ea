package io.troupe.internal.queue;

import java.util.List;

/** Items that were handed to a caller in answer to one get. Not thread-safe. */
final class Batch {
  private final Tallies.Tally tally;
  private List<Item> items;
  private int reported;

  Batch(List<Item> items, Tallies.Tally tally) {
    this.items = items;
    this.tally = tally;
  }

  int size() {
    return items.size();
  }

  /** The caller has said so. */
  void report(int taken) {
    reported = Math.max(reported, Math.min(taken, items.size()));
  }

  /** Returns how many the caller has taken, as far as is known here. */
  int taken() {
    return Math.max(reported, Math.min(tally.taken(), items.size()));
  }

  /**
   * Returns whether some of it travels ahead: the first item is for a thread that waits, no other
   * one is.
   */
  boolean isAhead() {
    return items.size() > 1 && taken() < items.size();
  }

  /** Returns how many have travelled ahead and were not taken, as far as is known. */
  int ahead() {
    return items.size() - Math.max(1, taken());
  }

  /** Takes back what travels ahead, where that can be done without asking the caller. */
  List<Item> revoke() {
    int kept = Math.min(tally.revoke(), items.size());
    if (kept < 0) {
      return List.of();
    }
    List<Item> revoked = items.subList(kept, items.size());
    items = items.subList(0, kept);
    return revoked;
  }

  List<Item> takenItems() {
    return items.subList(0, taken());
  }

  List<Item> untakenItems() {
    return items.subList(taken(), items.size());
  }
}
