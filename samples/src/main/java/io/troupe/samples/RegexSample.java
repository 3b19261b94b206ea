package io.troupe.samples;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Pool;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Kills a regular expression that would never end, while the pool goes on answering.
 *
 * <p>In Python a pool cannot do this, and no thread of a JVM can be stopped in the middle of a match:
 *
 * <pre>{@code
 * pool.apply_async(matches, (pattern, text)).get(timeout=1)   # the worker stays busy for ever
 * }</pre>
 *
 * <p>Run it with {@code samples/run regex}. It prints:
 *
 * <pre>
 * After 1.02 s: io.troupe.TaskTimeoutException: RegexSample::find (task 2) ran longer than its timeout
 * Meanwhile the pool found the harmless pattern 9041 times,
 * and it goes on: true.
 * </pre>
 */
public final class RegexSample {
  /** Looks for a P in column 20: fine where there is one, else it tries every way to split the row. */
  private static final String EVIL = "^(.*?,){19}P";

  private static final String ROW = "1,2,3,4,5,6,7,8,9,".repeat(6);

  private RegexSample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Pool pool = Pool.builder().processes(2).grace(Duration.ofMillis(100)).start()) {
      pool.apply(RegexSample::find, "9,1", ROW); // now a worker is up

      long start = System.nanoTime();
      AsyncResult<Boolean> evil = pool.applyAsync(Call.of(RegexSample::find, EVIL, ROW)
          .timeout(Duration.ofSeconds(1))
          .errorCallback(e -> System.out.printf("After %.2f s: %s%n", since(start), e)));

      int answers = 0;
      while (!evil.isDone()) {
        pool.apply(RegexSample::find, "9,1", ROW);
        answers++;
      }
      System.out.printf("Meanwhile the pool found the harmless pattern %d times,%n", answers);
      System.out.printf("and it goes on: %b.%n", pool.apply(RegexSample::find, "9,1", ROW));
    }
  }

  /** Runs in the workers. */
  static boolean find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
