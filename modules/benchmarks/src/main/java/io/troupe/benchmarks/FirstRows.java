package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.comparison.Unit;
import java.util.List;

/** Rows of others in the first second of a fresh process, where a JVM has compiled nothing. */
final class FirstRows {
  static final List<Benchmark> ALL = List.of(
      row("pool.apply", MICROSECONDS, 50),
      row("pool.applyAsync", PER_SECOND, 1_000),
      row("pool.map", PER_SECOND, 10_000),
      row("pipe.rtt.100", MICROSECONDS, 100),
      row("queue.100", PER_SECOND, 1_000));

  private FirstRows() {}

  /** @param count few, for a round ends after the second */
  private static Benchmark row(String benchmark, Unit unit, int count) {
    return againstCPython(
        benchmark + ".first",
        "the same as " + benchmark + " in the first second of a fresh process",
        unit,
        count,
        speedup(0, 1),
        () -> new FirstSecond(benchmark));
  }
}
