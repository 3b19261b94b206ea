package io.troupe.internal.wait;

/**
 * Decides whether a thread that must wait spins first. Waking a parked thread costs tens of
 * microseconds and dominates every round trip; spinning avoids that where what it waits for comes
 * soon, and is waste otherwise. So a waiter spins for at most {@value #SPIN_NANOS} ns, only while a
 * core is idle, and after spins that did not pay, it lets ever more waits go by before it tries
 * again.
 *
 * <p>One object a kind of wait. Threads may share it: a lost update merely delays what it learns.
 */
public final class SpinWait {
  static final int SPIN_NANOS = 50_000;
  static final int MOST_SKIPPED = 512;

  private final CpuGate cpu;

  // How many waits the next failure skips, and how many are still to be skipped.
  private int penalty;
  private int skip;

  public SpinWait(CpuGate cpu) {
    this.cpu = cpu;
  }

  /** What a waiter waits for. */
  @FunctionalInterface
  public interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  /**
   * Spins for a moment until the condition holds, where that seems worthwhile. Never parks.
   *
   * @return whether the condition held; else the caller must park
   */
  public <E extends Exception> boolean spin(Condition<E> condition) throws E {
    if (skip > 0) {
      skip--;
      return false;
    }
    return cpu.startSpinning() && spinAndLearn(condition);
  }

  private <E extends Exception> boolean spinAndLearn(Condition<E> condition) throws E {
    boolean paid = false;
    try {
      paid = spinUntil(System.nanoTime() + SPIN_NANOS, condition);
    } finally {
      cpu.stopSpinning();
    }
    learn(paid);
    return paid;
  }

  private void learn(boolean paid) {
    penalty = paid ? 0 : Math.min(MOST_SKIPPED, Math.max(1, 2 * penalty));
    skip = penalty;
  }

  private static <E extends Exception> boolean spinUntil(long deadline, Condition<E> condition)
      throws E {
    do {
      if (condition.holds()) {
        return true;
      }
      Thread.onSpinWait();
    } while (System.nanoTime() - deadline < 0);
    return false;
  }
}
