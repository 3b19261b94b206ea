package io.troupe.benchmarks.comparison;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions that nobody announces. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IllegalStateException("Waited " + LIMIT.toSeconds() + " s in vain until " + what);
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
