package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in the hands of callers: batches that they may not have taken; of a joinable queue also
 * what they have taken and not reported done. What this process itself holds is lost with the queue
 * only, so of that just batches that travel ahead are known. Not thread-safe.
 */
final class Hands {
  private final boolean joinable;
  private final Map<Caller, Map<Long, Batch>> batches = new HashMap<>();
  private final Map<Caller, Undone> undone = new LinkedHashMap<>();

  /** How many items this process took that are not done; they are lost with the queue only. */
  private int undoneHere;

  /** How many were reported done that are not taken yet: the next ones that are taken. */
  private int reportedAhead;

  /** What one caller took and did not report done, oldest first. */
  private static final class Undone {
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    // Reported done before it was known that they were taken.
    private int early;

    long oldest() {
      return items.getFirst().id();
    }

    List<Item> latest(long most) {
      return items.stream().skip(Math.max(0, items.size() - Math.max(0, most))).toList();
    }
  }

  Hands(boolean joinable) {
    this.joinable = joinable;
  }

  void hand(Caller caller, long id, Batch batch) {
    if (joinable && !caller.isLocal()) {
      undone.computeIfAbsent(caller, each -> new Undone());
    }
    if (!caller.isLocal() || batch.size() > 1) {
      batches.computeIfAbsent(caller, each -> new LinkedHashMap<>()).put(id, batch);
    } else {
      keepHere(batch.size());
    }
  }

  private void keepHere(int taken) {
    if (!joinable) {
      return;
    }
    int done = Math.min(taken, reportedAhead);
    reportedAhead -= done;
    undoneHere += taken - done;
  }

  /** The caller has taken so many items of a batch. */
  void taken(Caller caller, long id, int count) {
    Batch batch = find(caller, id);
    if (batch != null) {
      batch.report(count);
      if (batch.taken() == batch.size()) {
        end(caller, id);
      }
    }
  }

  /** The caller has taken all, or gives the rest back, which is returned. */
  List<Item> end(Caller caller, long id) {
    Map<Long, Batch> own = batches.get(caller);
    if (own == null) {
      return List.of();
    }
    Batch batch = own.remove(id);
    if (batch == null) {
      return List.of();
    }
    if (own.isEmpty()) {
      batches.remove(caller);
    }
    keep(caller, batch.takenItems());
    return batch.untakenItems();
  }

  private void keep(Caller caller, List<Item> taken) {
    if (caller.isLocal()) {
      keepHere(taken.size());
    } else if (joinable) {
      Undone own = undone.computeIfAbsent(caller, each -> new Undone());
      taken.forEach(item -> keep(own, item));
      // What is not in hand any more was reported done, and will be taken again.
      int back = Math.max(0, own.early - inHand(caller));
      own.early -= back;
      reportedAhead += back;
    }
  }

  private void keep(Undone own, Item taken) {
    if (own.early > 0) {
      own.early--;
    } else if (reportedAhead > 0) {
      reportedAhead--;
    } else {
      own.items.add(taken);
    }
  }

  @Nullable
  Batch find(Caller caller, long id) {
    Map<Long, Batch> own = batches.get(caller);
    return own == null ? null : own.get(id);
  }

  /**
   * A caller reports an item done: the oldest that it took itself; if it has none, one that this
   * process took, or the oldest that another process took, for which it may report as well, before
   * or after that is known here to have been taken; if none was taken, the next one that is.
   */
  void done(Caller caller) {
    if (joinable && !doneBy(caller) && !doneHere() && !doneByAnother()) {
      reportedAhead++;
    }
  }

  private boolean doneHere() {
    boolean found = undoneHere > 0;
    if (found) {
      undoneHere--;
    }
    return found;
  }

  private boolean doneByAnother() {
    Undone oldest = null;
    for (Undone each : undone.values()) {
      if (!each.items.isEmpty() && (oldest == null || each.oldest() < oldest.oldest())) {
        oldest = each;
      }
    }
    if (oldest != null) {
      oldest.items.remove();
      return true;
    }
    return undone.keySet().stream().anyMatch(this::doneEarlyBy);
  }

  private boolean doneBy(Caller caller) {
    if (caller.isLocal()) {
      return doneHere();
    }
    Undone own = undone.get(caller);
    return own != null && (own.items.poll() != null || doneEarlyBy(caller));
  }

  private boolean doneEarlyBy(Caller caller) {
    Undone own = undone.get(caller);
    if (own == null || inHand(caller) <= own.early) {
      return false;
    }
    own.early++;
    return true;
  }

  private int inHand(Caller caller) {
    return batches.getOrDefault(caller, Map.of()).values().stream()
        .mapToInt(Batch::size)
        .sum();
  }

  /**
   * Everything that was put is done.
   *
   * @param waiting how many items are in the queue all the same: they were reported done before
   *     they were taken
   */
  void allDone(int waiting) {
    reportedAhead = waiting;
    undoneHere = 0;
    undone.forEach((caller, own) -> {
      own.items.clear();
      own.early = inHand(caller);
    });
  }

  /**
   * A caller has ended. Returns what it never took, and what it took and did not report done.
   *
   * @param mostUndone the most of the latter; others have been done on its behalf
   */
  List<Item> gone(Caller caller, long mostUndone) {
    List<Item> untaken = new ArrayList<>();
    List.copyOf(batches.getOrDefault(caller, Map.of()).keySet())
        .forEach(id -> untaken.addAll(end(caller, id)));
    Undone taken = undone.remove(caller);
    if (taken != null) {
      untaken.addAll(taken.latest(mostUndone - untaken.size()));
    }
    return untaken;
  }

  /** Takes back what travels ahead of those that need not be asked. */
  List<Item> revoke() {
    List<Item> revoked = new ArrayList<>();
    for (Map<Long, Batch> own : batches.values()) {
      own.values().stream().filter(Batch::isAhead).forEach(each -> revoked.addAll(each.revoke()));
    }
    return revoked;
  }

  /** Calls {@code action} for each batch of which some travels ahead. */
  void eachAhead(BiConsumer<Caller, Long> action) {
    batches.forEach((caller, own) -> own.forEach((id, batch) -> {
      if (batch.isAhead()) {
        action.accept(caller, id);
      }
    }));
  }

  /** Returns how many items travel ahead. */
  long ahead() {
    return batches.values().stream()
        .flatMap(own -> own.values().stream())
        .mapToLong(Batch::ahead)
        .sum();
  }
}
