package io.troupe.samples;

import io.troupe.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls functions in other processes as if they were here: results and exceptions come back.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * with Pool(4) as pool:
 *     results = [pool.apply(square, (x,)) for x in range(5)]
 *     results = pool.map(square, range(5))
 * }</pre>
 *
 * <p>Run it with {@code samples/run apply}. It prints:
 *
 * <pre>
 * One by one:  [0, 1, 4, 9, 16]
 * All at once: [0, 1, 4, 9, 16]
 * Not so well: java.lang.ArithmeticException: integer overflow
 * </pre>
 */
public final class ApplySample {
  private ApplySample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Pool pool = Pool.of(4)) {
      List<Integer> results = new ArrayList<>();
      for (int x = 0; x < 5; x++) {
        results.add(pool.apply(ApplySample::square, x)); // waits for each result
      }
      System.out.println("One by one:  " + results);

      results = pool.map(ApplySample::square, List.of(0, 1, 2, 3, 4)); // four at a time
      System.out.println("All at once: " + results);

      try {
        pool.apply(ApplySample::square, Integer.MAX_VALUE);
      } catch (ArithmeticException e) { // thrown there, caught here
        System.out.println("Not so well: " + e);
      }
    }
  }

  static int square(int x) {
    return Math.multiplyExact(x, x);
  }
}
