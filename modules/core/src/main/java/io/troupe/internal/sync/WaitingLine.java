package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who waits, in order. Not thread-safe. */
final class WaitingLine {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Map<Turn.Key, Turn> turns = new LinkedHashMap<>();

  void add(Turn turn) {
    turns.put(turn.key(), turn);
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  int size() {
    return turns.size();
  }

  /** Returns who has waited longest; there must be somebody. */
  Turn first() {
    return turns.values().iterator().next();
  }

  void remove(Turn turn) {
    turns.remove(turn.key());
  }

  /** Takes out the turn whose withdrawal this is; null if it is over already. */
  @Nullable
  Turn withdraw(ObjectMessage.Request withdrawal) {
    return turns.remove(new Turn.Key(withdrawal.caller(), withdrawal.frame().getCorrelation()));
  }

  /** Takes out the turns of a process that is gone. Returns whether there were any. */
  boolean drop(Caller caller) {
    return turns.values().removeIf(turn -> turn.caller() == caller);
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
