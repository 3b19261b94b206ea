package io.troupe.internal.manager.call;

/** Functions as an owner has them, for tests of states. */
public final class CodeAccess {
  private CodeAccess() {}

  @SuppressWarnings("unchecked")
  public static <F> Code<F> code(F function) {
    return (Code<F>) Code.decoded(function);
  }
}
