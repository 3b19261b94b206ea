package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstBaseline;
import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Benchmark.alone;
import static io.troupe.benchmarks.comparison.Goal.atMost;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Pools. */
final class PoolRows {
  static final List<Benchmark> ALL = List.of(
      againstCPython(
          "pool.apply",
          "a call and its result, one after the other",
          MICROSECONDS,
          5_000,
          speedup(1 / 0.4, 1 / 0.12),
          () -> new PoolCalls(PoolCalls::apply)),
      againstCPython(
          "pool.applyAsync",
          "calls that wait for each other's results at the end only",
          PER_SECOND,
          50_000,
          speedup(8, 20),
          () -> new PoolCalls(PoolCalls::applyAsync)),
      againstCPython(
          "pool.map.chunk1",
          "a map with a task an item",
          PER_SECOND,
          50_000,
          speedup(5, 15),
          () -> new PoolCalls(PoolCalls::mapOneByOne)),
      againstCPython(
          "pool.map",
          "a map with the default chunks, int to int",
          PER_SECOND,
          1_000_000,
          speedup(1, 3),
          () -> new PoolCalls(PoolCalls::map)),
      againstCPython(
          "pool.imapUnordered",
          "results as they come, a task an item",
          PER_SECOND,
          50_000,
          speedup(5, 15),
          () -> new PoolCalls(PoolCalls::imapUnordered)),
      againstBaseline(
          "pool.cpu",
          "tasks that compute for milliseconds, in processes; against threads of one JVM",
          PER_SECOND,
          400,
          speedup(0.85, 0.97),
          CpuBound::inProcesses,
          CpuBound::inThreads),
      alone(
          "pool.kill",
          "cancel an endless loop, until the pool's only slot has done the next task",
          MILLISECONDS,
          3,
          atMost(300, 50),
          Kill::new));

  private PoolRows() {}
}
