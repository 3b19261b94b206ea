package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that wait, in order. Not thread-safe. */
final class WaitingLine {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Map<Waiter, Turn> turns = new LinkedHashMap<>();

  void add(Turn turn) {
    turns.put(turn.waiter(), turn);
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  int size() {
    return turns.size();
  }

  /** Returns the one that has waited longest; there must be one. */
  Turn first() {
    return turns.values().iterator().next();
  }

  /** Takes a turn out; returns null if it is over already. */
  @Nullable
  Turn remove(Waiter waiter) {
    return turns.remove(waiter);
  }

  /**
   * Takes a turn out whose thread does not want it any more, and tells it so, if it is not over
   * already.
   */
  void withdraw(Waiter waiter) {
    if (turns.remove(waiter) != null) {
      waiter.withdrawn();
    }
  }

  /** Takes out the turns of a process that is gone. */
  void drop(Caller caller) {
    turns.values().removeIf(turn -> turn.caller() == caller);
  }

  /** Takes out all. */
  List<Turn> removeAll() {
    List<Turn> all = new ArrayList<>(turns.values());
    turns.clear();
    return all;
  }

  /** Returns whether the first has waited so long that others may no longer be faster. */
  boolean isFirstStarving() {
    return System.nanoTime() - first().sinceNanos() > PATIENCE_NANOS;
  }
}
