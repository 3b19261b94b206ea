package io.troupe.internal.object;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The tickets of handles under way. Who issues one tells the owner and does not wait, so that the
 * process that it goes to may be heard first: a ticket that is spent before it is issued counts for
 * nothing when it is. Not thread-safe.
 */
public final class Tickets {
  /**
   * Handles that are opened often are spent early each time but the first; of so many the owner
   * remembers it.
   */
  private static final int MOST_EARLY = 1024;

  private final Set<Long> underWay = new HashSet<>(2);
  private final Set<Long> early = new LinkedHashSet<>(0);

  /** A handle was made and travels. */
  public void issue(long ticket) {
    if (!early.remove(ticket)) {
      underWay.add(ticket);
    }
  }

  /** A handle has arrived, or never will; 0 is that of no handle. */
  public void spend(long ticket) {
    if (ticket != 0 && !underWay.remove(ticket)) {
      early.add(ticket);
      if (early.size() > MOST_EARLY) {
        Iterator<Long> oldestFirst = early.iterator();
        oldestFirst.next();
        oldestFirst.remove();
      }
    }
  }

  public boolean isUnderWay(long ticket) {
    return underWay.contains(ticket);
  }

  /** Returns whether no handle is under way. */
  public boolean isEmpty() {
    return underWay.isEmpty();
  }
}
