package io.troupe.internal.result;

import java.util.concurrent.CompletionException;

/**
 * Throws what a method does not declare: a task's exception reaches its caller unchanged, even a
 * checked one.
 */
public final class Thrower {
  private Thrower() {}

  /** Throws {@code failure}; the return type lets a caller write {@code throw}. */
  public static RuntimeException unchecked(Throwable failure) {
    throw Thrower.<RuntimeException>as(failure);
  }

  /** Returns what a stage failed with: the cause, if a stage that depends on it has wrapped it. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
  }) // the point: erasure lets any throwable pass
  private static <E extends Throwable> E as(Throwable failure) throws E {
    throw (E) failure;
  }
}
