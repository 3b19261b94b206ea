package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

/**
 * The outcome of a message to a {@link FailoverActor}. Immutable, as far as its parts are; none is
 * null.
 *
 * @param state the next state; the same one, if it does not change
 * @param answer what the sender gets
 */
public record FailoverStep<S, R>(S state, R answer) {
  public FailoverStep {
    requireNonNull(state, "state");
    requireNonNull(answer, "answer");
  }

  /** Returns one. */
  public static <S, R> FailoverStep<S, R> of(S state, R answer) {
    return new FailoverStep<>(state, answer);
  }
}
