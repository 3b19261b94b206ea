package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Troupe;
import io.troupe.function.Args2;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts primes with one process, then with one for each core, and compares the times.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * with Pool(cpu_count()) as pool:
 *     total = sum(pool.starmap(count_primes, ranges))
 * }</pre>
 *
 * <p>Run it with {@code samples/run primes [BELOW]}. It prints:
 *
 * <pre>
 * With  1: 348513 primes below 5000000 in 3.41 s
 * With  4: 348513 primes below 5000000 in 1.22 s
 * That is 2.8 times as fast.
 * </pre>
 */
public final class PrimesSample {
  private PrimesSample() {}

  public static void main(String[] args) throws InterruptedException {
    int below = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
    double alone = secondsToCount(below, 1);
    double together = secondsToCount(below, Troupe.cpuCount());
    System.out.printf("That is %.1f times as fast.%n", alone / together);
  }

  private static double secondsToCount(int below, int processes) throws InterruptedException {
    long start = System.nanoTime();
    int primes;
    try (Pool pool = Pool.of(processes)) {
      List<Integer> counts = pool.starmap(PrimesSample::countPrimes, ranges(below));
      primes = counts.stream().mapToInt(n -> n).sum();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "With %2d: %d primes below %d in %.2f s%n", processes, primes, below, seconds);
    return seconds;
  }

  /** More ranges than processes: the later ones take longer, and nobody shall wait for the last. */
  private static List<Args2<Integer, Integer>> ranges(int below) {
    List<Args2<Integer, Integer>> ranges = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      ranges.add(Args2.of((int) (below * i / 100), (int) (below * (i + 1) / 100)));
    }
    return ranges;
  }

  /** Runs in the workers. */
  static int countPrimes(int from, int to) {
    return (int) IntStream.range(from, to).filter(PrimesSample::isPrime).count();
  }

  private static boolean isPrime(int n) {
    return n > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0);
  }
}
