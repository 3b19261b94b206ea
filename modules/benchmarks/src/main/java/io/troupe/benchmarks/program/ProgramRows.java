package io.troupe.benchmarks.program;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;

import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.comparison.Goal;
import java.util.List;
import java.util.stream.Stream;

/** Whole programs, from start to exit. */
public final class ProgramRows {
  private static final Goal HALF_AS_FAST = speedup(1 / 2.0, 1);

  /** All of them. */
  public static final List<Benchmark> ALL = Stream.of(
          rows("hello", "a pool of four and a map of three", HALF_AS_FAST),
          rows("naps", "a pool of four and eight tasks that sleep 0.2 s", HALF_AS_FAST),
          rows("map", "a pool of two and a map over a million ints", HALF_AS_FAST),
          rows("apply", "a pool of two and 3 000 calls, one after the other", HALF_AS_FAST),
          rows("queue", "a child drains 100 000 items of 100 B", HALF_AS_FAST),
          rows("processes", "20 processes, one after the other", speedup(1 / 1.5, 1 / 0.7)),
          rows("dict", "a manager and 5 000 puts", HALF_AS_FAST))
      .flatMap(List::stream)
      .toList();

  private ProgramRows() {}

  /** Returns a row against spawn, which has a goal, and one against fork, which has none. */
  private static List<Benchmark> rows(String program, String what, Goal goal) {
    String name = "program." + program;
    return List.of(
        againstCPython(
            name,
            "a whole program: " + what + "; CPython spawns",
            MILLISECONDS,
            1,
            goal,
            () -> new ProgramRun(program)),
        againstCPython(
            name + ".fork",
            "the same; CPython forks",
            MILLISECONDS,
            1,
            speedup(0, 1),
            () -> new ProgramRun(program)));
  }
}
