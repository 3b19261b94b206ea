package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** What processes share: pipes, locks, numbers, events, barriers and queues. */
final class SharingRows {
  static final List<Benchmark> ALL = List.of(
      againstCPython(
          "pipe.rtt.100",
          "100 bytes through a pipe to another process and back",
          MICROSECONDS,
          20_000,
          speedup(1 / 0.7, 1 / 0.25),
          Meetings::smallMessages),
      againstCPython(
          "pipe.rtt.1m",
          "a megabyte through a pipe to another process and back",
          MICROSECONDS,
          100,
          speedup(1 / 0.5, 1 / 0.15),
          Meetings::largeMessages),
      againstCPython(
          "lock.uncontended",
          "acquire and release a lock that nobody else wants",
          PER_SECOND,
          5_000_000,
          speedup(2, 10),
          LockCycles::uncontended),
      againstCPython(
          "lock.contended",
          "increments under a lock by two processes at once",
          PER_SECOND,
          200_000,
          speedup(1, 3),
          LockCycles::contended),
      againstCPython(
          "value.increment",
          "increments of a shared number under its lock",
          PER_SECOND,
          1_000_000,
          speedup(8, 50),
          LockCycles::increments),
      againstCPython(
          "event.wake",
          "two processes that wake each other by events, there and back",
          MICROSECONDS,
          2_000,
          speedup(1, 3),
          Meetings::events),
      againstCPython(
          "barrier",
          "two processes that meet at a barrier",
          MICROSECONDS,
          2_000,
          speedup(1, 3),
          Meetings::barrier),
      againstCPython(
          "queue.100",
          "items of 100 bytes, from a child process to this one",
          PER_SECOND,
          200_000,
          speedup(2, 6),
          () -> new QueueFlow(100)),
      againstCPython(
          "queue.10k",
          "items of 10 kB, from a child process to this one",
          PER_SECOND,
          50_000,
          speedup(1.5, 3),
          () -> new QueueFlow(10_000)),
      againstCPython(
          "queue.1m",
          "items of 1 MB, from a child process to this one",
          PER_SECOND,
          500,
          speedup(1, 3),
          () -> new QueueFlow(1_000_000)),
      againstCPython(
          "queue.rtt",
          "a number to a child process and back, through two queues",
          MICROSECONDS,
          20_000,
          speedup(1 / 0.7, 1 / 0.3),
          QueueRoundTrip::new));

  private SharingRows() {}
}
