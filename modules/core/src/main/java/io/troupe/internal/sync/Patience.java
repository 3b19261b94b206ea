package io.troupe.internal.sync;

import java.util.function.LongPredicate;

/**
 * Tries again for a moment before a thread goes to wait in line. What is held by a thread that runs
 * on another core is mostly free again sooner than a wait could even begin, so this lasts as long
 * as a wait costs: at worst it doubles that. It does not ask whether a core is idle: a thread that
 * is refused there would wait, and wake more threads by it than spin.
 */
final class Patience {
  private static final long SPIN_NANOS = 20_000;
  private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

  private Patience() {}

  /** Returns whether an attempt succeeded. */
  static boolean trying(LongPredicate attempt, long argument, long nanos) {
    if (ALONE) {
      return false;
    }
    long begin = System.nanoTime();
    long limit = Math.min(nanos, SPIN_NANOS);
    do {
      Thread.onSpinWait();
      if (attempt.test(argument)) {
        return true;
      }
    } while (System.nanoTime() - begin < limit);
    return false;
  }
}
