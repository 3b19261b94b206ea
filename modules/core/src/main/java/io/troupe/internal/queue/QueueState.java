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
 * A queue: its items, which threads wait for one, what is on its way. Callers are answered at once
 * or when their turn comes, always once. Not thread-safe.
 */
final class QueueState {
  private final long object;
  private final int maxSize;
  private final MemoryBudget budget;
  private final Runnable onRoom;
  private final Stock stock;
  private final Hands hands;
  private final Recalls recalls = new Recalls();
  private final Draining draining = new Draining();
  private final Unfinished unfinished = new Unfinished();
  private final Admission admission;

  // Those who wait, in the order in which they came.
  private final Map<Waiter, Want> takers = new LinkedHashMap<>();
  private final List<Waiter> enders = new ArrayList<>();

  private boolean closing;
  private boolean dropping;

  /** What a get asks for. */
  record Want(int most, Tallies.Tally tally) {}

  /**
   * Makes an empty queue.
   *
   * @param object its number, in news
   * @param maxSize the most items; 0 for an unbounded queue, which the budget limits
   * @param onRoom is called by the budget, on any thread, when it has room again: see
   *     {@link #roomAgain}
   */
  QueueState(long object, int maxSize, boolean joinable, MemoryBudget budget, Runnable onRoom) {
    this.object = object;
    this.maxSize = maxSize;
    this.budget = budget;
    this.onRoom = onRoom;
    stock = new Stock(budget);
    hands = new Hands(joinable);
    admission = new Admission(object, maxSize, budget, onRoom, stock, unfinished);
  }

  // Puts.

  /** Takes what a caller puts by virtue of its window. */
  void putUnasked(Caller caller, List<ByteString> items) {
    boolean narrow = admission.putUnasked(caller, items, dropping);
    settle();
    if (narrow) {
      admission.widen(caller);
    }
  }

  void put(Waiter putter, List<ByteString> items, boolean wait) {
    if (admission.put(putter, items, wait)) {
      settle();
    }
  }

  /** The budget has room again. */
  void roomAgain() {
    settle();
    admission.awaitRoom();
  }

  // Gets.

  void get(Waiter taker, Want want, boolean wait) {
    draining.count(taker.caller());
    if (wait) {
      takers.put(taker, want);
      recallAhead();
      settle();
    } else {
      afterRecall(taker.caller(), () -> getNow(taker, want));
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
   * Items travel ahead only to a process that drains the queue while no other wants any. What
   * travels would take up room in a bounded queue, and it would not be noticed when it is free
   * again.
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
    putBack(hands.revoke());
    Map<Caller, List<Long>> calls = new HashMap<>();
    hands.eachAhead((caller, batch) -> {
      if (recalls.call(caller, batch)) {
        calls.computeIfAbsent(caller, each -> new ArrayList<>()).add(batch);
      }
    });
    calls.forEach((caller, batches) -> caller.tell(object, QueueFrames.recall(batches)));
  }

  /** Returns whether anything waits for what was called back. */
  boolean isRecalling() {
    return !recalls.isEmpty();
  }

  /** What was called back has not come for a while; newer items need not wait for it. */
  void recallsOverdue() {
    recalls.giveUp();
    settle();
  }

  private void afterRecall(Caller caller, Runnable action) {
    recallAhead();
    recalls.later(caller, action);
    settle();
  }

  // The rest.

  /** Answers how many items there are; those that travel ahead count. */
  void count(Waiter asker) {
    afterRecall(asker.caller(), () -> asker.reply(QueueFrames.size(stock.size() + hands.ahead())));
  }

  /** Answers the oldest items. */
  void list(Waiter asker, int most) {
    afterRecall(asker.caller(), () -> asker.reply(QueueFrames.content(stock.list(most))));
  }

  /** Removes items, and answers how many. */
  void remove(Waiter asker, Set<Long> ids) {
    afterRecall(asker.caller(), () -> removed(asker, stock.remove(ids)));
  }

  /** Removes all items, and answers how many. */
  void clear(Waiter asker) {
    afterRecall(asker.caller(), () -> removed(asker, stock.clear()));
  }

  private void removed(Waiter asker, int count) {
    finish(count);
    asker.reply(QueueFrames.size(count));
    settle();
  }

  void taskDone(Waiter asker) {
    if (unfinished.count() == 0) {
      asker.reply(QueueFrames.says(QueueWord.DONE_TOO_OFTEN));
      return;
    }
    hands.done(asker.caller());
    finish(1);
    asker.done();
  }

  private void finish(long count) {
    if (unfinished.finish(count)) {
      hands.allDone(stock.size());
    }
  }

  void join(Waiter joiner) {
    unfinished.join(joiner);
  }

  /** Refuses puts from now on; gets too, once nothing is left, or at once. */
  void shutDown(Waiter ender, boolean immediate) {
    closing = true;
    dropping |= immediate;
    enders.add(ender);
    admission.close();
    if (immediate) {
      finish(stock.clear());
      recallAhead();
    }
    settle();
  }

  /** No put of the caller by virtue of its window will follow. */
  void windowEnded(Caller caller) {
    admission.windowEnded(caller);
    settle();
  }

  private boolean hasEnded() {
    return closing && admission.isOver() && stock.isEmpty();
  }

  void withdraw(Waiter waiter) {
    boolean waited =
        takers.remove(waiter) != null || admission.withdraw(waiter) || unfinished.withdraw(waiter);
    if (waited) {
      waiter.withdrawn();
    }
  }

  /** A process has ended: what it had in its hands goes back to the head. */
  void gone(Caller caller) {
    takers.keySet().removeIf(waiter -> waiter.caller() == caller);
    unfinished.gone(caller);
    enders.removeIf(waiter -> waiter.caller() == caller);
    admission.gone(caller);
    recalls.gone(caller);
    putBack(hands.gone(caller, unfinished.count() - stock.size()));
    settle();
  }

  /** No process will use the queue any more. */
  void end() {
    stock.clear();
    budget.forget(onRoom);
  }

  /** Serves all that can be served after what has changed. */
  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = serveTakers();
      moved |= admission.admit();
      moved |= runDue();
    }
    if (closing) {
      refuseTakersAtTheEnd();
      answerEnders();
    }
  }

  /** Not while older items may come back, for none is to be taken after newer ones. */
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
    if (admission.isOver() && (recalls.isEmpty() || !dropping)) {
      enders.forEach(Waiter::done);
      enders.clear();
    }
  }
}
