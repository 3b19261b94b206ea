package io.troupe.internal.sync.cell;

/** What is said to those who release what they do not hold. */
public final class Misuse {
  private Misuse() {}

  public static IllegalStateException releasedTooOften() {
    return new IllegalStateException(
        "This lock is not held: it was released too often; release it once for each time it was"
            + " acquired");
  }

  public static IllegalStateException tooManyPermits(int value, int permits, int bound) {
    return new IllegalStateException(
        "This semaphore was released too often: %d permits and %d more exceed its bound of %d"
            .formatted(value, permits, bound));
  }

  public static IllegalMonitorStateException notOwned() {
    return new IllegalMonitorStateException(
        "This thread does not hold the lock: an RLock is released by the thread that acquired it,"
            + " and a condition is used while its lock is held");
  }
}
