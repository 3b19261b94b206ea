package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The batches that were called back because others want what travelled ahead, and what is to be
 * done once all have been answered for. Not thread-safe.
 */
final class Recalls {
  private final Map<Caller, Set<Long>> called = new HashMap<>();
  // What was not answered in time, and is waited for no more.
  private final Map<Caller, Set<Long>> overdue = new HashMap<>();
  private final List<Later> later = new ArrayList<>();

  private record Later(Caller caller, Runnable action) {}

  boolean isEmpty() {
    return called.isEmpty();
  }

  /** Takes note of a call; returns whether it is the first for that batch. */
  boolean call(Caller caller, long batch) {
    return !overdue.getOrDefault(caller, Set.of()).contains(batch)
        && called.computeIfAbsent(caller, each -> new HashSet<>()).add(batch);
  }

  /**
   * No longer waits for what other processes were asked for: they may be stopped, as this one is
   * not.
   */
  void giveUp() {
    called.forEach((caller, own) -> {
      if (!caller.isLocal()) {
        overdue.computeIfAbsent(caller, each -> new HashSet<>()).addAll(own);
      }
    });
    called.keySet().removeAll(overdue.keySet());
  }

  /** A batch has ended. */
  void ended(Caller caller, long batch) {
    remove(called, caller, batch);
    remove(overdue, caller, batch);
  }

  private static void remove(Map<Caller, Set<Long>> batches, Caller caller, long batch) {
    Set<Long> own = batches.get(caller);
    if (own != null && own.remove(batch) && own.isEmpty()) {
      batches.remove(caller);
    }
  }

  /** Leaves something to be done for a caller when nothing is called back any more. */
  void later(Caller caller, Runnable action) {
    later.add(new Later(caller, action));
  }

  void gone(Caller caller) {
    called.remove(caller);
    overdue.remove(caller);
    later.removeIf(each -> each.caller() == caller);
  }

  /** Returns what can be done now. */
  List<Runnable> due() {
    if (later.isEmpty() || !called.isEmpty()) {
      return List.of();
    }
    List<Runnable> due = later.stream().map(Later::action).toList();
    later.clear();
    return due;
  }
}
