package io.troupe.internal.result;

/** Throws what a method does not declare: a task's exception reaches its caller unchanged, even a checked one. */
public final class Thrower {
  private Thrower() {}

  /** Throws {@code failure}; the return type lets a caller write {@code throw}. */
  public static RuntimeException unchecked(Throwable failure) {
    throw Thrower.<RuntimeException>as(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
  }) // the point: erasure lets any throwable pass
  private static <E extends Throwable> E as(Throwable failure) throws E {
    throw (E) failure;
  }
}
