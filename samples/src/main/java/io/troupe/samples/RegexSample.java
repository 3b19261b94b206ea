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
 * The harmless pattern was answered 9041 times meanwhile.
 * The evil one: io.troupe.TaskTimeoutException: RegexSample::find (task 2) ran longer than its timeout
 * Killed after 1.02 s; the next answer is true.
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
      AsyncResult<Boolean> evil =
          pool.applyAsync(Call.of(RegexSample::find, EVIL, ROW).timeout(Duration.ofSeconds(1)));

      int answers = 0;
      while (!evil.isDone()) {
        pool.apply(RegexSample::find, "9,1", ROW);
        answers++;
      }
      System.out.printf("The harmless pattern was answered %d times meanwhile.%n", answers);

      System.out.println("The evil one: " + evil.exception().orElseThrow());
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean next = pool.apply(RegexSample::find, "9,1", ROW);
      System.out.printf("Killed after %.2f s; the next answer is %b.%n", seconds, next);
    }
  }

  /** Runs in the workers. */
  static boolean find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }
}
