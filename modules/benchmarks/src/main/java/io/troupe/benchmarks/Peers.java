package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstPeer;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Actors against what else has actors in several processes: Erlang and Pekko itself. */
final class Peers {
  private static final List<Benchmark> ALL = List.of(
      againstPeer(
          "actor.ask.erlang",
          "100 bytes to an actor in another process and back; against a gen_server of another Erlang node",
          MICROSECONDS,
          20_000,
          speedup(1, 2),
          ActorWork::ask,
          () -> new Erlang("actor.ask.erlang")),
      againstPeer(
          "actor.ask.artery",
          "the same; against Pekko's own remoting",
          MICROSECONDS,
          20_000,
          speedup(10, 20),
          ActorWork::ask,
          Artery::ask),
      againstPeer(
          "actor.tell.erlang",
          "100 bytes to an actor in another process; against a process of another Erlang node",
          MICROSECONDS,
          300_000,
          speedup(0, 1),
          ActorWork::tell,
          () -> new Erlang("actor.tell.erlang")),
      againstPeer(
          "actor.tell.artery",
          "the same; against Pekko's own remoting",
          MICROSECONDS,
          300_000,
          speedup(0, 1),
          ActorWork::tell,
          Artery::tell),
      againstPeer(
          "actor.spawn.erlang",
          "an actor in a process that runs; against a process on another Erlang node",
          MICROSECONDS,
          2_000,
          speedup(0, 1),
          ActorStarts::inProcess,
          () -> new Erlang("actor.spawn.erlang")));

  private Peers() {}

  static List<Benchmark> all() {
    return ALL;
  }
}
