package io.troupe.internal.manager;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the changes of a container, so that a caller can compute a new content from a snapshot and put it in place if nothing
 * has changed meanwhile. Not thread-safe.
 */
final class Version {
  private long changes;

  /** What changes a container, and its answer. */
  @FunctionalInterface
  interface Change {
    List<Item> run();
  }

  void next() {
    changes++;
  }

  boolean is(Item version) {
    return version.equals(item());
  }

  /** Returns the version and the items behind it. */
  List<Item> before(List<Item> items) {
    List<Item> all = new ArrayList<>(items.size() + 1);
    all.add(item());
    all.addAll(items);
    return all;
  }

  Item item() {
    return Item.encode(changes);
  }
}
