package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The work of another benchmark in its first second: in a process that has done nothing before, and
 * that counts what starts behind the first call, too. The main class of that process as well.
 */
final class FirstSecond implements Work {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String benchmark;

  FirstSecond(String benchmark) {
    this.benchmark = benchmark;
  }

  /** Prints how many nanoseconds a round took. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = Benchmarks.select(List.of(arguments[0]), List.of()).get(0);
    int count = Integer.parseInt(arguments[1]);
    long rounds = 0;
    try (Work work = benchmark.work().open()) {
      long begin = System.nanoTime();
      do {
        work.round(count);
        rounds++;
      } while (System.nanoTime() - begin < SECOND);
      System.out.println((System.nanoTime() - begin) / rounds);
    }
  }

  @Override
  public double round(int count) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            FirstSecond.class.getName(),
            benchmark,
            Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Check.that(process.waitFor() == 0, benchmark + " ended with " + process.exitValue());
    return Double.parseDouble(output);
  }
}
