package io.troupe.internal.cluster.node;

import io.troupe.cluster.PostgresOptions;
import io.troupe.internal.cluster.call.NodeCalls.NodeAddress;
import io.troupe.internal.cluster.consensus.Consensus;
import io.troupe.internal.cluster.consensus.LinePost;
import io.troupe.internal.cluster.consensus.Peer;
import io.troupe.internal.cluster.consensus.RaftConsensus;
import io.troupe.internal.cluster.gateway.Gateway;
import io.troupe.internal.cluster.gateway.Gateways;
import io.troupe.internal.cluster.ledger.Ledger;
import io.troupe.internal.cluster.postgres.PostgresConsensus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * What keeps the failover objects: a database, if the node was given one, or else the nodes.
 * Thread-safe.
 */
final class Agreement implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Optional<PostgresConsensus> postgres;

  private Agreement(Optional<PostgresConsensus> postgres) {
    this.postgres = postgres;
  }

  /** @throws IOException if the database cannot be used */
  static Agreement open(Optional<PostgresOptions> database)
      throws IOException, InterruptedException {
    return new Agreement(
        database.isEmpty()
            ? Optional.empty()
            : Optional.of(PostgresConsensus.open(database.get(), Ledger::new, PATIENCE)));
  }

  /**
   * Returns this node's part in it.
   *
   * @param peers the nodes
   * @param gateway where mail comes from others
   * @param others the way to them
   */
  Consensus consensus(
      ActorSystem<Void> system, Supplier<List<Peer>> peers, Gateway gateway, Gateways others) {
    return postgres.isPresent() ? postgres.get() : ofNodes(system, peers, gateway, others);
  }

  private static Consensus ofNodes(
      ActorSystem<Void> system, Supplier<List<Peer>> peers, Gateway gateway, Gateways others) {
    String self = NodeSystem.peerAddress(Cluster.get(system).selfMember().uniqueAddress());
    LinePost post = new LinePost(self, peers, others::correspond);
    RaftConsensus made = new RaftConsensus(self, post, Ledger::new, peers, PATIENCE);
    post.open(made);
    gateway.take(post);
    return made;
  }

  /** Returns what is the same at all nodes that agree with each other. */
  String identity() {
    return postgres.map(Consensus::identity).orElse("");
  }

  /**
   * Refuses to join a node that would not agree with this one.
   *
   * @throws NotToJoinException if that has its failover objects elsewhere
   */
  void check(String node, NodeAddress answer) throws NotToJoinException {
    String there = answer.agreement();
    if (there.equals(identity())) {
      return;
    }
    throw new NotToJoinException("The node " + node + " has its failover objects "
        + (there.isEmpty() ? "in the memory of the nodes" : "in a Postgres database")
        + ", this one "
        + (postgres.isEmpty()
            ? "in the memory of the nodes"
            : there.isEmpty() ? "in a Postgres database" : "in another one, or by another name")
        + ". Give all nodes the same, and start this one again");
  }

  @Override
  public void close() {
    postgres.ifPresent(PostgresConsensus::close);
  }
}
