package io.troupe.benchmarks.comparison;

import java.util.Collection;

/** Checks results, so that nothing is measured that does not work. */
public final class Check {
  private Check() {}

  public static void that(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException("Wrong result: " + otherwise);
    }
  }

  /** Checks that these are the numbers below {@code count}, in whatever order, by their sum. */
  public static void numbersBelow(int count, Collection<Integer> results) {
    long sum = results.stream().mapToLong(Integer::longValue).sum();
    that(
        results.size() == count && sum == (long) count * (count - 1) / 2,
        results.size() + " results with sum " + sum + " from the numbers below " + count);
  }
}
