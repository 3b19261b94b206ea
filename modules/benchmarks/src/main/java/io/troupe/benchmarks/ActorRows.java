package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstBaseline;
import static io.troupe.benchmarks.comparison.Benchmark.alone;
import static io.troupe.benchmarks.comparison.Goal.atMost;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Actors in processes. */
final class ActorRows {
  static final List<Benchmark> ALL = List.of(
      againstBaseline(
          "actor.ask",
          "100 bytes to an actor in another process and back; against the same through a pipe",
          MICROSECONDS,
          20_000,
          speedup(1 / 1.3, 1),
          ActorWork::ask,
          Meetings::smallMessages),
      alone(
          "actor.tell",
          "100 bytes to an actor in another process",
          MICROSECONDS,
          300_000,
          atMost(1, 0.5),
          ActorWork::tell),
      alone(
          "actor.spawn",
          "an actor in a process that runs, until its behaviour is made",
          MICROSECONDS,
          2_000,
          atMost(500, 100),
          ActorStarts::inProcess),
      alone(
          "actor.process",
          "an actor in a process of its own, from a spare, until its behaviour is made",
          MILLISECONDS,
          2,
          atMost(1_000, 250),
          ActorStarts::inSpare));

  private ActorRows() {}
}
