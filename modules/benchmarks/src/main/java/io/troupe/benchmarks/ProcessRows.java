package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Benchmark.alone;
import static io.troupe.benchmarks.comparison.Goal.atMost;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.BYTES;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Processes of Java and others, their logs and their memory. */
final class ProcessRows {
  private static final double MEGABYTE = 1e6;

  static final List<Benchmark> ALL = List.of(
      againstCPython(
          "process.start.spare",
          "start and join a process, from a spare; CPython forks",
          MILLISECONDS,
          10,
          speedup(1 / 3.0, 1),
          ProcessStart::fromSpare),
      againstCPython(
          "process.start.cold",
          "start and join a process that boots first; CPython spawns",
          MILLISECONDS,
          5,
          speedup(1 / 6.0, 1 / 2.0),
          ProcessStart::cold),
      againstCPython(
          "subprocess.run",
          "a program of the system that does nothing, from start to end",
          MICROSECONDS,
          100,
          speedup(1 / 3.0, 1),
          OtherPrograms::nothing),
      againstCPython(
          "subprocess.communicate.1m",
          "a megabyte to a program of the system and back",
          MICROSECONDS,
          50,
          speedup(1 / 2.0, 1),
          OtherPrograms::megabyte),
      againstCPython(
          "log.burst",
          "log lines of four processes at once, formatted and written here; CPython by QueueHandler and QueueListener",
          PER_SECOND,
          100_000,
          speedup(1, 3),
          LogBurst::new),
      againstCPython(
          "ps.all",
          "the cheap facts of all processes, of which there are 500; against psutil, or ps where it is not installed",
          MILLISECONDS,
          10,
          speedup(1 / 2.0, 1),
          ProcessListing::new),
      alone(
          "memory.worker",
          "resident memory of an idle worker, the largest of the pool's",
          BYTES,
          1,
          atMost(90 * MEGABYTE, 50 * MEGABYTE),
          WorkerMemory::new));

  private ProcessRows() {}
}
