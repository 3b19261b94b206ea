package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Whole programs, from start to exit. */
final class ProgramRows {
  static final List<Benchmark> ALL = List.of(
      againstCPython(
          "program.hello",
          "a whole program: a pool of four and a map of three; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("hello")),
      againstCPython(
          "program.hello.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("hello")),
      againstCPython(
          "program.naps",
          "a whole program: a pool of four and eight tasks that sleep 0.2 s; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("naps")),
      againstCPython(
          "program.naps.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("naps")),
      againstCPython(
          "program.map",
          "a whole program: a pool of two and a map over a million ints; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("map")),
      againstCPython(
          "program.map.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("map")),
      againstCPython(
          "program.apply",
          "a whole program: a pool of two and 3 000 calls, one after the other; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("apply")),
      againstCPython(
          "program.apply.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("apply")),
      againstCPython(
          "program.queue",
          "a whole program: a child drains 100 000 items of 100 B; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("queue")),
      againstCPython(
          "program.queue.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("queue")),
      againstCPython(
          "program.processes",
          "a whole program: 20 processes, one after the other; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 1.5, 1 / 0.7),
          () -> new ProgramRun("processes")),
      againstCPython(
          "program.processes.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("processes")),
      againstCPython(
          "program.dict",
          "a whole program: a manager and 5 000 puts; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("dict")),
      againstCPython(
          "program.dict.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("dict")));

  private ProgramRows() {}
}
