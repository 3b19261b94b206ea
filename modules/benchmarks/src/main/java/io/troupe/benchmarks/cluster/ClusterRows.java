package io.troupe.benchmarks.cluster;

import static io.troupe.benchmarks.comparison.Benchmark.againstBaseline;
import static io.troupe.benchmarks.comparison.Benchmark.againstPeer;
import static io.troupe.benchmarks.comparison.Benchmark.alone;
import static io.troupe.benchmarks.comparison.Goal.atMost;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.MICROSECONDS;
import static io.troupe.benchmarks.comparison.Unit.MILLISECONDS;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.Pool;
import io.troupe.Troupe;
import io.troupe.benchmarks.ActorWork;
import io.troupe.benchmarks.ManagedWork;
import io.troupe.benchmarks.PoolCalls;
import io.troupe.benchmarks.QueueFlow;
import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.comparison.Goal;
import io.troupe.benchmarks.comparison.Unit;
import io.troupe.benchmarks.comparison.Work;
import java.util.List;

/**
 * What a program does with a cluster of three nodes, over TLS; against the same on one machine, and against a Hazelcast of
 * three members, whose client says all without TLS, for only its Enterprise edition has that.
 */
public final class ClusterRows {
  private static final Goal AHEAD = speedup(1, 2);
  private static final Goal NEAR_LOCAL = speedup(1 / 3.0, 1);

  /** Hazelcast has no such promise that is free: a figure beside it, and no contest. */
  private static final Goal BESIDE = speedup(0, 1);

  /** All of them. */
  public static final List<Benchmark> ALL = List.of(
      againstHazelcast(
          "cluster.pool.apply",
          "a call and its result, one after the other; against Hazelcast's executor",
          MICROSECONDS,
          1_000,
          AHEAD,
          () -> pool(PoolCalls::apply)),
      againstBaseline(
          "cluster.pool.apply.local",
          "the same; against a pool on this machine",
          MICROSECONDS,
          1_000,
          NEAR_LOCAL,
          () -> pool(PoolCalls::apply),
          () -> new PoolCalls(PoolCalls::apply)),
      againstHazelcast(
          "cluster.pool.applyAsync",
          "calls that wait for each other's results at the end only; against Hazelcast's executor",
          PER_SECOND,
          10_000,
          AHEAD,
          () -> pool(PoolCalls::applyAsync)),
      againstBaseline(
          "cluster.pool.applyAsync.local",
          "the same; against a pool on this machine",
          PER_SECOND,
          50_000,
          NEAR_LOCAL,
          () -> pool(PoolCalls::applyAsync),
          () -> new PoolCalls(PoolCalls::applyAsync)),
      againstHazelcast(
          "cluster.pool.map",
          "a map with the default chunks, int to int; against as large chunks for Hazelcast's executor",
          PER_SECOND,
          1_000_000,
          AHEAD,
          () -> pool(PoolCalls::map)),
      againstBaseline(
          "cluster.pool.map.local",
          "the same; against a pool on this machine",
          PER_SECOND,
          1_000_000,
          NEAR_LOCAL,
          () -> pool(PoolCalls::map),
          () -> new PoolCalls(PoolCalls::map)),
      againstHazelcast(
          "cluster.queue",
          "items of 100 bytes from a process on a node to the program; against Hazelcast's IQueue, from a member to the client",
          PER_SECOND,
          10_000,
          AHEAD,
          () -> new QueueFlow(100, ThreeNodes.shared().cluster())),
      againstHazelcast(
          "cluster.dict.get",
          "gets of a dict of a manager on a node; against Hazelcast's IMap",
          PER_SECOND,
          5_000,
          AHEAD,
          () -> new NodeManager(ManagedWork.DICT_GET)),
      againstHazelcast(
          "cluster.dict.set",
          "puts there; against Hazelcast's IMap, which has one backup",
          PER_SECOND,
          5_000,
          AHEAD,
          () -> new NodeManager(ManagedWork.DICT_SET)),
      againstHazelcast(
          "cluster.lock",
          "cycles of a lock of a manager on a node; against the lock of a key of Hazelcast's IMap, which has one backup",
          PER_SECOND,
          5_000,
          AHEAD,
          () -> new NodeManager(ManagedWork.LOCK)),
      againstHazelcast(
          "failover.write",
          "100 bytes into a failover map, which a majority has; against Hazelcast's IMap, which may lose it",
          MICROSECONDS,
          1_000,
          BESIDE,
          () -> NamedWork.failoverWrites(1)),
      againstHazelcast(
          "failover.write.x16",
          "the same by 16 threads at once",
          PER_SECOND,
          5_000,
          BESIDE,
          () -> NamedWork.failoverWrites(16)),
      againstHazelcast(
          "failover.lock",
          "cycles of a failover lock; against the lock of a key of Hazelcast's IMap, which may have two holders",
          MICROSECONDS,
          500,
          BESIDE,
          NamedWork::failoverLock),
      againstHazelcast(
          "replicated.write",
          "100 bytes into a replicated map, as one node confirms them; against Hazelcast's ReplicatedMap",
          MICROSECONDS,
          1_000,
          AHEAD,
          () -> NamedWork.replicatedWrites(1)),
      againstHazelcast(
          "replicated.write.x16",
          "the same by 16 threads at once",
          PER_SECOND,
          5_000,
          AHEAD,
          () -> NamedWork.replicatedWrites(16)),
      againstPeer(
          "cluster.ask",
          "100 bytes to an actor in a process on a node and back; against an entity of Pekko's sharding, without TLS",
          MICROSECONDS,
          2_000,
          AHEAD,
          () -> ActorWork.askOn(ThreeNodes.shared().cluster()),
          () -> Rival.sharding("cluster.ask")),
      alone(
          "cluster.kill.worker",
          "kill a worker on a node, until another has done its task",
          MILLISECONDS,
          2,
          atMost(2_000, 300),
          Losses::worker),
      alone(
          "cluster.kill.process",
          "kill a process on a node, until the program has heard of it, and another is at work",
          MILLISECONDS,
          2,
          atMost(2_000, 300),
          Losses::process),
      againstHazelcast(
          "cluster.kill.node",
          "kill a node, until a task of a worker there is done elsewhere; against a task sent anew by Hazelcast's client",
          MILLISECONDS,
          1,
          AHEAD,
          Losses::node),
      againstHazelcast(
          "failover.kill",
          "kill the node that leads, until the next write is confirmed; against the member that has the key",
          MILLISECONDS,
          1,
          BESIDE,
          Losses::leader),
      againstHazelcast(
          "cluster.join",
          "a node that joins, from the start of its JVM until the program sees it; against a member",
          MILLISECONDS,
          1,
          BESIDE,
          Losses::join));

  private ClusterRows() {}

  private static Benchmark againstHazelcast(
      String name, String what, Unit unit, int count, Goal goal, Work.Setup work) {
    return againstPeer(name, what, unit, count, goal, work, () -> Rival.hazelcast(name));
  }

  private static Work pool(PoolCalls.Way way) throws Exception {
    return new PoolCalls(
        Pool.builder()
            .on(ThreeNodes.shared().cluster())
            .processes(Troupe.cpuCount())
            .start(),
        way);
  }
}
