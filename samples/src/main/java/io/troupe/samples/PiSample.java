package io.troupe.samples;

import io.troupe.Pool;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Estimates pi by throwing darts: each task has a seed of its own, so every run gives the same.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * hits = sum(pool.map(throw_darts, range(64)))
 * print(4 * hits / (64 * DARTS))
 * }</pre>
 *
 * <p>Run it with {@code samples/run pi}. It prints:
 *
 * <pre>
 * 64000000 darts, 50265656 of them in the quarter circle
 * pi is about 3.141604, off by 0.000011
 * </pre>
 */
public final class PiSample {
  private static final int TASKS = 64;
  private static final int DARTS = 1_000_000;

  private PiSample() {}

  public static void main(String[] args) throws InterruptedException {
    List<Long> seeds = LongStream.range(0, TASKS).boxed().toList();
    long hits = 0;
    try (Pool pool = Pool.create()) {
      for (int hitsOfOne : pool.map(PiSample::throwDarts, seeds)) {
        hits += hitsOfOne;
      }
    }
    long darts = (long) TASKS * DARTS;
    double pi = 4.0 * hits / darts;
    System.out.printf("%d darts, %d of them in the quarter circle%n", darts, hits);
    System.out.printf("pi is about %.6f, off by %.6f%n", pi, Math.abs(pi - Math.PI));
  }

  /** Runs in the workers, with chance that depends on the seed alone. */
  static int throwDarts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int hits = 0;
    for (int i = 0; i < DARTS; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      if (x * x + y * y < 1) {
        hits++;
      }
    }
    return hits;
  }
}
