package io.troupe.internal.queue;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.QueueWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue: its items, who waits for one, who waits for room, what is on its way. Callers are answered at once or when their
 * turn comes, always once. Not thread-safe.
 */
final class QueueState {
  private final long object;
  private final int maxSize;
  private final MemoryBudget budget;
  private final Runnable onRoom;
  private final Stock stock;
  private final Hands hands;
  private final PutWindows windows;
  private final Recalls recalls = new Recalls();
  private final Draining draining = new Draining();
  private final Unfinished unfinished = new Unfinished();

  // Those who wait, in the order in which they came.
  private final Map<Waiter, Want> takers = new LinkedHashMap<>();
  private final Map<Waiter, List<ByteString>> putters = new LinkedHashMap<>();
  private final List<Waiter> enders = new ArrayList<>();

  private boolean closing;
  private boolean dropping;

  /** What a get asks for. */
  record Want(int most, Tally tally) {}

  /**
   * Makes an empty queue.
   *
   * @param object its number, in news
   * @param maxSize the most items; 0 for an unbounded queue, which the budget limits
   * @param onRoom is called by the budget, on any thread, when it has room again: see {@link #roomAgain}
   */
  QueueState(long object, int maxSize, boolean joinable, MemoryBudget budget, Runnable onRoom) {
    this.object = object;
    this.maxSize = maxSize;
    this.budget = budget;
    this.onRoom = onRoom;
    stock = new Stock(budget);
    hands = new Hands(joinable);
    windows = new PutWindows(budget.limitBytes());
  }

  // Puts.

  /** Takes what a caller puts by virtue of its window. */
  void putUnasked(Caller caller, List<ByteString> items) {
    boolean narrow = windows.use(caller, bytes(items));
    if (!dropping) {
      add(items);
      settle();
    }
    if (narrow && !closing && hasRoom()) {
      caller.tell(object, QueueFrames.window(windows.grant(caller)));
    }
  }

  private static long bytes(List<ByteString> items) {
    long bytes = 0;
    for (ByteString item : items) {
      bytes += item.size();
    }
    return bytes;
  }

  void put(Caller caller, long correlation, List<ByteString> items, boolean wait) {
    Waiter putter = new Waiter(caller, correlation);
    if (closing) {
      putter.reply(QueueFrames.says(QueueWord.SHUT_DOWN));
    } else if (putters.isEmpty() && hasRoom()) {
      accept(putter, items);
      settle();
    } else if (wait) {
      putters.put(putter, items);
      awaitRoom();
    } else {
      putter.reply(QueueFrames.says(QueueWord.FULL));
    }
  }

  private boolean hasRoom() {
    return maxSize > 0 ? stock.size() < maxSize : budget.hasRoom();
  }

  private void accept(Waiter putter, List<ByteString> items) {
    add(items);
    putter.reply(QueueFrames.window(maxSize > 0 ? 0 : windows.grant(putter.caller())));
  }

  private void add(List<ByteString> items) {
    items.forEach(stock::add);
    unfinished.add(items.size());
  }

  /** Other queues of this process can make room as well. */
  private void awaitRoom() {
    if (maxSize == 0 && !putters.isEmpty()) {
      budget.await(onRoom);
    }
  }

  /** The budget has room again. */
  void roomAgain() {
    settle();
    awaitRoom();
  }

  // Gets.

  void get(Caller caller, long correlation, Want want, boolean wait) {
    draining.count(caller);
    if (wait) {
      takers.put(new Waiter(caller, correlation), want);
      recallAhead();
      settle();
    } else {
      afterRecall(caller, () -> getNow(new Waiter(caller, correlation), want));
    }
  }

  private void getNow(Waiter taker, Want want) {
    if (!stock.isEmpty()) {
      hand(taker, want);
    } else {
      taker.reply(QueueFrames.says(hasEnded() ? QueueWord.SHUT_DOWN : QueueWord.EMPTY));
    }
  }

  private void hand(Waiter taker, Want want) {
    Caller caller = taker.caller();
    List<Item> items =
        stock.take(Math.min(want.most(), mostItems(caller)), Draining.mostBytes(caller));
    hands.hand(caller, taker.correlation(), new Batch(items, want.tally()));
    taker.reply(QueueFrames.items(items));
  }

  /**
   * Items travel ahead only to a process that drains the queue while nobody else wants any. What travels would take up room in
   * a bounded queue, and nobody would notice that it is free again.
   */
  private int mostItems(Caller caller) {
    boolean wanted = !takers.isEmpty() || !recalls.isEmpty();
    return maxSize > 0 || wanted ? 1 : draining.mostItems(caller);
  }

  /** The caller has taken so many items of a batch. */
  void taken(Caller caller, long batch, int count) {
    hands.taken(caller, batch, count);
    endRecall(caller, batch);
  }

  /** The caller has taken all items of these batches. */
  void finished(Caller caller, List<Long> batches) {
    for (long batch : batches) {
      hands.taken(caller, batch, Integer.MAX_VALUE);
      endRecall(caller, batch);
    }
  }

  private void endRecall(Caller caller, long batch) {
    if (!recalls.isEmpty() && hands.find(caller, batch) == null) {
      recalls.ended(caller, batch);
      settle();
    }
  }

  /** The caller has taken so many items of a batch and returns the others. */
  void giveBack(Caller caller, long batch, int taken) {
    Batch given = hands.find(caller, batch);
    if (given != null) {
      given.report(taken);
      putBack(hands.end(caller, batch));
    }
    recalls.ended(caller, batch);
    settle();
  }

  private void putBack(List<Item> items) {
    if (dropping) {
      finish(items.size());
    } else {
      stock.giveBack(items);
    }
  }

  private void recallAhead() {
    Map<Caller, List<Long>> calls = new HashMap<>();
    hands.eachAhead((caller, batch) -> {
      if (recalls.call(caller, batch)) {
        calls.computeIfAbsent(caller, each -> new ArrayList<>()).add(batch);
      }
    });
    calls.forEach((caller, batches) -> caller.tell(object, QueueFrames.recall(batches)));
  }

  private void afterRecall(Caller caller, Runnable action) {
    recallAhead();
    recalls.later(caller, action);
    settle();
  }

  // The rest.

  /** Answers how many items there are; those that travel ahead count. */
  void count(Caller caller, long correlation) {
    afterRecall(
        caller, () -> caller.reply(correlation, QueueFrames.size(stock.size() + hands.ahead())));
  }

  /** Answers the oldest items. */
  void list(Caller caller, long correlation, int most) {
    afterRecall(caller, () -> caller.reply(correlation, QueueFrames.content(stock.list(most))));
  }

  /** Removes items, and answers how many. */
  void remove(Caller caller, long correlation, Set<Long> ids) {
    afterRecall(caller, () -> {
      int removed = stock.remove(ids);
      finish(removed);
      caller.reply(correlation, QueueFrames.size(removed));
    });
  }

  /** Removes all items, and answers how many. */
  void clear(Caller caller, long correlation) {
    afterRecall(caller, () -> {
      int removed = stock.clear();
      finish(removed);
      caller.reply(correlation, QueueFrames.size(removed));
    });
  }

  void taskDone(Caller caller, long correlation) {
    if (unfinished.count() == 0) {
      caller.reply(correlation, QueueFrames.says(QueueWord.DONE_TOO_OFTEN));
      return;
    }
    hands.done(caller);
    finish(1);
    new Waiter(caller, correlation).done();
  }

  private void finish(long count) {
    if (unfinished.finish(count)) {
      hands.allDone();
    }
  }

  void join(Caller caller, long correlation) {
    unfinished.join(new Waiter(caller, correlation));
  }

  /** Refuses puts from now on; gets too, once nothing is left, or at once. */
  void shutDown(Caller caller, long correlation, boolean immediate) {
    closing = true;
    dropping |= immediate;
    enders.add(new Waiter(caller, correlation));
    putters.keySet().forEach(putter -> putter.reply(QueueFrames.says(QueueWord.SHUT_DOWN)));
    putters.clear();
    windows.holders().forEach(holder -> holder.tell(object, QueueFrames.endWindow()));
    if (immediate) {
      finish(stock.clear());
      recallAhead();
    }
    settle();
  }

  /** No put of the caller by virtue of its window will follow. */
  void windowEnded(Caller caller) {
    windows.end(caller);
    settle();
  }

  private boolean hasEnded() {
    return closing && windows.isEmpty() && stock.isEmpty();
  }

  void withdraw(Waiter waiter) {
    boolean waited = takers.remove(waiter) != null
        || putters.remove(waiter) != null
        || unfinished.withdraw(waiter);
    if (waited) {
      waiter.withdrawn();
    }
  }

  /** A process has ended: what it had in its hands goes back to the head. */
  void gone(Caller caller) {
    takers.keySet().removeIf(waiter -> waiter.caller() == caller);
    putters.keySet().removeIf(waiter -> waiter.caller() == caller);
    unfinished.gone(caller);
    enders.removeIf(waiter -> waiter.caller() == caller);
    windows.end(caller);
    recalls.gone(caller);
    putBack(hands.gone(caller, unfinished.count() - stock.size()));
    settle();
  }

  /** Nobody will use the queue any more. */
  void end() {
    stock.clear();
    budget.forget(onRoom);
  }

  /** Brings together whoever can be helped by what has changed. */
  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = serveTakers();
      moved |= admitPutters();
      moved |= runDue();
    }
    if (closing) {
      refuseTakersAtTheEnd();
      answerEnders();
    }
  }

  /** Not while older items may come back, for nobody is to get them after newer ones. */
  private boolean serveTakers() {
    boolean served = false;
    while (!takers.isEmpty() && !stock.isEmpty() && recalls.isEmpty()) {
      Map.Entry<Waiter, Want> first = takers.entrySet().iterator().next();
      takers.remove(first.getKey());
      hand(first.getKey(), first.getValue());
      served = true;
    }
    return served;
  }

  private boolean admitPutters() {
    boolean admitted = false;
    while (!putters.isEmpty() && hasRoom()) {
      Map.Entry<Waiter, List<ByteString>> first = putters.entrySet().iterator().next();
      putters.remove(first.getKey());
      accept(first.getKey(), first.getValue());
      admitted = true;
    }
    return admitted;
  }

  private boolean runDue() {
    List<Runnable> due = recalls.due();
    due.forEach(Runnable::run);
    return !due.isEmpty();
  }

  private void refuseTakersAtTheEnd() {
    if (hasEnded() && recalls.isEmpty()) {
      takers.keySet().forEach(taker -> taker.reply(QueueFrames.says(QueueWord.SHUT_DOWN)));
      takers.clear();
    }
  }

  private void answerEnders() {
    if (windows.isEmpty() && (recalls.isEmpty() || !dropping)) {
      enders.forEach(Waiter::done);
      enders.clear();
    }
  }
}
