package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The items that are in a queue, oldest first. Not thread-safe. */
final class Stock {
  private final MemoryBudget budget;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long lastId;

  Stock(MemoryBudget budget) {
    this.budget = budget;
  }

  int size() {
    return items.size();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Adds an item; returns its number. */
  long add(ByteString payload) {
    Item item = new Item(++lastId, payload);
    items.add(item);
    budget.add(item.cost());
    return item.id();
  }

  /**
   * Takes from the head: at least one, at most {@code most}, and no further one beyond so many
   * bytes.
   */
  List<Item> take(int most, int mostBytes) {
    List<Item> taken = new ArrayList<>(Math.min(most, items.size()));
    long bytes = 0;
    long cost = 0;
    do {
      Item item = items.remove();
      bytes += item.bytes();
      cost += item.cost();
      taken.add(item);
    } while (taken.size() < most && !items.isEmpty() && bytes < mostBytes);
    budget.release(cost);
    return taken;
  }

  /** Puts items back to where they were taken from. */
  void giveBack(List<Item> back) {
    if (back.isEmpty()) {
      return;
    }
    List<Item> head = new ArrayList<>(back);
    long last = head.stream().mapToLong(Item::id).max().getAsLong();
    while (!items.isEmpty() && items.peek().id() < last) {
      head.add(items.poll());
    }
    head.sort(Comparator.comparingLong(Item::id).reversed());
    head.forEach(items::addFirst);
    budget.add(cost(back));
  }

  private static long cost(List<Item> items) {
    return items.stream().mapToLong(Item::cost).sum();
  }

  /** Returns the oldest items. */
  List<Item> list(int most) {
    return items.stream().limit(most).toList();
  }

  /** Removes those that are there, and returns how many were. */
  int remove(Set<Long> ids) {
    int before = items.size();
    Iterator<Item> iterator = items.iterator();
    long cost = 0;
    while (iterator.hasNext()) {
      Item item = iterator.next();
      if (ids.contains(item.id())) {
        iterator.remove();
        cost += item.cost();
      }
    }
    budget.release(cost);
    return before - items.size();
  }

  /** Removes all, and returns how many they were. */
  int clear() {
    List<Item> all = List.copyOf(items);
    items.clear();
    budget.release(cost(all));
    return all.size();
  }
}
