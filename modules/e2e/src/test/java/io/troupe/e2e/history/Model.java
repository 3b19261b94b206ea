package io.troupe.e2e.history;

import java.util.List;

/** What an object is to do. States are compared by {@code equals}; null is one, too. */
public interface Model<S> {

  /** Returns the state before all operations. */
  S first();

  /** Returns what an operation can do in a state: one thing, as a rule. */
  List<Effect<S>> effects(S state, Operation operation);

  /** What an operation does, and returns. */
  record Effect<S>(S state, Object result) {}

  /** Returns the only thing that an operation can do. */
  static <S> List<Effect<S>> only(S state, Object result) {
    return List.of(new Effect<>(state, result));
  }
}
