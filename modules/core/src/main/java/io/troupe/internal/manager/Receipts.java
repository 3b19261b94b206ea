package io.troupe.internal.manager;

import io.troupe.internal.object.Caller;
import io.troupe.internal.payload.Departure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers with handles in them of which it is not known yet whether they arrived. Not thread-safe. */
final class Receipts {
  private final Map<Caller, Map<Long, List<Departure<?>>>> open = new HashMap<>();

  void expect(Caller caller, long correlation, List<Departure<?>> items) {
    open.computeIfAbsent(caller, c -> new HashMap<>()).put(correlation, items);
  }

  void arrived(Caller caller, long correlation) {
    Map<Long, List<Departure<?>>> ofCaller = open.get(caller);
    if (ofCaller != null) {
      ofCaller.remove(correlation);
      if (ofCaller.isEmpty()) {
        open.remove(caller);
      }
    }
  }

  /** The caller has ended: what it has not opened it never will. */
  void lost(Caller caller) {
    Map<Long, List<Departure<?>>> ofCaller = open.remove(caller);
    if (ofCaller != null) {
      ofCaller.values().forEach(items -> items.forEach(Departure::lost));
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
