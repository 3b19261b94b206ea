package io.troupe.internal.cluster.program;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.share.Shares;
import io.troupe.internal.log.Log;
import java.util.List;
import java.util.stream.Stream;

/** The slots of the nodes, and which of them this program has. Thread-safe. */
final class Slots {
  private static final Log log = Log.of(Slots.class);

  private final ClusterRuntime cluster;
  private final List<String> seeds;

  Slots(ClusterRuntime cluster, List<String> seeds) {
    this.cluster = cluster;
    this.seeds = seeds;
  }

  /** Returns how many there are on the nodes that are up; at least 1. */
  int of(Placement placement) {
    return Math.max(
        1, cluster.up().filter(placement.admits()).mapToInt(NodeInfo::slots).sum());
  }

  /** Returns how many a party of this program has. */
  int heldBy(Party party) {
    return (int) cluster.links().stream()
        .flatMap(NodeLink::withSlots)
        .filter(jvm -> jvm.party().equals(party))
        .count();
  }

  /** Has other pools of this program make room where it is fair. */
  void makeRoom(Demand demand, Shares<Party> shares) {
    shares.makeRoom(
        demand.party(),
        taken(demand.placement())
            .filter(RemoteJvm::canMakeRoom)
            .map(RemoteJvm::tenancy)
            .toList(),
        this::heldBy);
  }

  private Stream<RemoteJvm> taken(Placement placement) {
    List<String> admitted = cluster.nodes().stream()
        .filter(placement.admits())
        .map(NodeInfo::address)
        .toList();
    return cluster.links().stream()
        .filter(link -> admitted.contains(link.node()))
        .flatMap(NodeLink::withSlots);
  }

  /** Logs what a process waits for. */
  void sayWaiting(Demand demand) {
    String process = demand.order().name();
    Placement placement = demand.placement();
    List<NodeInfo> known = cluster.nodes();
    if (known.isEmpty()) {
      log.warn("{} waits for a node: none of {} can be reached", process, seeds);
    } else if (cluster.up().noneMatch(placement.admits())) {
      log.warn("{} waits for {}: none is up of {}", process, placement.text(), known);
    } else {
      log.info(
          "{} waits for a slot: all {} of {} nodes are taken, {} of them by this program",
          process,
          of(placement),
          cluster.up().filter(placement.admits()).count(),
          taken(placement).count());
    }
  }
}
