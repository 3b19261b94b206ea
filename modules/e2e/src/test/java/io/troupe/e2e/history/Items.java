package io.troupe.e2e.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A queue: {@code put}, and {@code get}, which returns null if there is nothing. Who dies while it
 * gets an item may have it for some time; then it goes back to where it was.
 */
public final class Items implements Model<Items.State> {

  /**
   * What is in the queue, in order, and what may come back.
   *
   * @param count how many have been put
   */
  public record State(List<Item> items, Set<Item> away, int count) {}

  /** An item, and how many were put before it. */
  public record Item(int number, Object content) {}

  @Override
  public State first() {
    return new State(List.of(), Set.of(), 0);
  }

  @Override
  public List<Effect<State>> effects(State state, Operation operation) {
    List<Effect<State>> effects = new ArrayList<>();
    for (State now : comeBack(state)) {
      effects.add(
          switch (operation.name()) {
            case "put" -> new Effect<>(put(now, operation.a()), null);
            case "get" -> get(now, operation.hasEnded());
            default -> throw new IllegalArgumentException(operation.name());
          });
    }
    return effects;
  }

  /** Returns all that the queue can be after some of what is away has come back. */
  private static List<State> comeBack(State state) {
    List<State> all = new ArrayList<>(List.of(state));
    for (Item item : state.away()) {
      for (State each : List.copyOf(all)) {
        all.add(cameBack(each, item));
      }
    }
    return all;
  }

  private static State cameBack(State state, Item item) {
    List<Item> items = new ArrayList<>(state.items());
    int place = 0;
    while (place < items.size() && items.get(place).number() < item.number()) {
      place++;
    }
    items.add(place, item);
    Set<Item> away = new HashSet<>(state.away());
    away.remove(item);
    return new State(items, away, state.count());
  }

  private static State put(State state, Object content) {
    List<Item> items = new ArrayList<>(state.items());
    items.add(new Item(state.count(), content));
    return new State(items, state.away(), state.count() + 1);
  }

  private static Effect<State> get(State state, boolean ended) {
    if (state.items().isEmpty()) {
      return new Effect<>(state, null);
    }
    Item first = state.items().get(0);
    Set<Item> away = new HashSet<>(state.away());
    if (!ended) {
      away.add(first);
    }
    List<Item> items = List.copyOf(state.items().subList(1, state.items().size()));
    return new Effect<>(new State(items, away, state.count()), first.content());
  }
}
