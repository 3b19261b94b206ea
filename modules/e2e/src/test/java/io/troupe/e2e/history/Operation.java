package io.troupe.e2e.history;

/**
 * A call of an object, what it returned, and when it began and ended. Of one that has not ended it is
 * not known whether it has taken effect, or will.
 *
 * @param a the first argument, null for none
 * @param b the second one
 */
public record Operation(
    String object, String name, Object a, Object b, Object result, long begin, long end) {
  /** In place of the time of an end. */
  public static final long NEVER = Long.MAX_VALUE;

  public boolean hasEnded() {
    return end != NEVER;
  }
}
