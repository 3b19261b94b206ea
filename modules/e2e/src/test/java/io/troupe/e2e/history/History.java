package io.troupe.e2e.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for an order of operations on one object that explains what each returned, and in which
 * none comes before one that had ended when it began: the search of Wing and Gong, which remembers
 * where it has been, as Lowe does. An operation that has not ended comes somewhere after its begin,
 * or not at all.
 */
public final class History<S> {
  private final Model<S> model;
  private final List<Operation> operations;
  private final long ended;
  private final Set<Place<S>> seen = new HashSet<>();
  private final Deque<Place<S>> open = new ArrayDeque<>();

  /** Which operations have had their effect, how many of them have ended, and the state. */
  private record Place<S>(BitSet done, long ended, S state) {}

  private History(Model<S> model, List<Operation> operations) {
    this.model = model;
    this.operations =
        operations.stream().sorted(Comparator.comparingLong(Operation::begin)).toList();
    ended = operations.stream().filter(Operation::hasEnded).count();
  }

  /** Returns whether there is such an order. */
  public static <S> boolean isLinearizable(Model<S> model, List<Operation> operations) {
    return new History<>(model, operations).search();
  }

  /** Goes on from the place that was found last. */
  private boolean search() {
    go(new Place<>(new BitSet(), 0, model.first()));
    while (!open.isEmpty()) {
      Place<S> place = open.pop();
      if (place.ended() == ended) {
        return true;
      }
      candidates(place).forEach(index -> placesAfter(place, index).forEach(this::go));
    }
    return false;
  }

  private void go(Place<S> place) {
    if (seen.add(place)) {
      open.push(place);
    }
  }

  /** Returns what began before anything that is left has ended; what comes next likely last. */
  private List<Integer> candidates(Place<S> place) {
    List<Integer> candidates = new ArrayList<>();
    long firstEnd = Operation.NEVER;
    BitSet done = place.done();
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (operations.get(i).begin() > firstEnd) {
        break; // and so do all behind it
      }
      firstEnd = Math.min(firstEnd, operations.get(i).end());
      candidates.add(i);
    }
    candidates.sort(
        Comparator.comparingLong((Integer i) -> operations.get(i).end()).reversed());
    return candidates;
  }

  /** Returns where an operation leads to, if it explains what that returned. */
  private List<Place<S>> placesAfter(Place<S> before, int index) {
    Operation operation = operations.get(index);
    BitSet done = (BitSet) before.done().clone();
    done.set(index);
    return model.effects(before.state(), operation).stream()
        .filter(
            effect -> !operation.hasEnded() || Objects.equals(effect.result(), operation.result()))
        .map(effect ->
            new Place<>(done, before.ended() + (operation.hasEnded() ? 1 : 0), effect.state()))
        .toList();
  }
}
