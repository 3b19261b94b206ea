package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.QueueWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The puts of a queue: which are taken in at once, which wait for room, and how much each producer
 * may put without asking. Not thread-safe.
 */
final class Admission {
  private final long object;
  private final int maxSize;
  private final MemoryBudget budget;
  private final Runnable onRoom;
  private final Stock stock;
  private final Unfinished unfinished;
  private final PutWindows windows;
  // In the order in which they came.
  private final Map<Waiter, List<ByteString>> putters = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param object the queue's number, in news
   * @param maxSize the most items; 0 for an unbounded queue, which the budget limits
   * @param onRoom is called by the budget, on any thread, when it has room again
   */
  Admission(
      long object,
      int maxSize,
      MemoryBudget budget,
      Runnable onRoom,
      Stock stock,
      Unfinished unfinished) {
    this.object = object;
    this.maxSize = maxSize;
    this.budget = budget;
    this.onRoom = onRoom;
    this.stock = stock;
    this.unfinished = unfinished;
    windows = new PutWindows(budget.limitBytes());
  }

  /**
   * Takes in what a caller puts by virtue of its window; returns whether that is to be
   * {@linkplain #widen widened}.
   */
  boolean putUnasked(Caller caller, List<ByteString> items, boolean drop) {
    long cost = 0;
    for (ByteString item : items) {
      cost += Item.cost(item);
    }
    if (!drop) {
      add(items);
    }
    return windows.use(caller, cost);
  }

  void widen(Caller caller) {
    if (!closed && hasRoom()) {
      caller.tell(object, QueueFrames.window(windows.grant(caller)));
    }
  }

  /** Takes items in, or has their producer wait; returns whether there are items more. */
  boolean put(Waiter putter, List<ByteString> items, boolean wait) {
    if (closed) {
      putter.reply(QueueFrames.says(QueueWord.SHUT_DOWN));
    } else if (putters.isEmpty() && hasRoom()) {
      accept(putter, items);
      return true;
    } else if (wait) {
      putters.put(putter, items);
      awaitRoom();
    } else {
      putter.reply(QueueFrames.says(QueueWord.FULL));
    }
    return false;
  }

  private boolean hasRoom() {
    return maxSize > 0 ? stock.size() < maxSize : budget.hasRoom();
  }

  private void accept(Waiter putter, List<ByteString> items) {
    long last = add(items);
    putter.reply(QueueFrames.window(maxSize > 0 ? 0 : windows.grant(putter.caller()), last));
  }

  private long add(List<ByteString> items) {
    unfinished.add(items.size());
    long last = 0;
    for (ByteString item : items) {
      last = stock.add(item);
    }
    return last;
  }

  /** Takes in what waits, as far as there is room; returns whether there are items more. */
  boolean admit() {
    boolean admitted = false;
    while (!putters.isEmpty() && hasRoom()) {
      Map.Entry<Waiter, List<ByteString>> first = putters.entrySet().iterator().next();
      putters.remove(first.getKey());
      accept(first.getKey(), first.getValue());
      admitted = true;
    }
    return admitted;
  }

  /**
   * Has the budget call when there is room again, which other queues of this process can make as
   * well.
   */
  void awaitRoom() {
    if (maxSize == 0 && !putters.isEmpty()) {
      budget.await(onRoom);
    }
  }

  /** Refuses what waits and what will come, and ends the windows. */
  void close() {
    closed = true;
    putters.keySet().forEach(putter -> putter.reply(QueueFrames.says(QueueWord.SHUT_DOWN)));
    putters.clear();
    windows.holders().forEach(holder -> holder.tell(object, QueueFrames.endWindow()));
  }

  /** Returns whether no put is under way any more, once closed. */
  boolean isOver() {
    return windows.isEmpty();
  }

  void windowEnded(Caller caller) {
    windows.end(caller);
  }

  /** Returns whether it waited. */
  boolean withdraw(Waiter putter) {
    return putters.remove(putter) != null;
  }

  void gone(Caller caller) {
    putters.keySet().removeIf(putter -> putter.caller() == caller);
    windows.end(caller);
  }
}
