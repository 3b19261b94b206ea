package io.troupe.internal.cluster.replica;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.NotServingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * When a node may answer: once it is up, and its replicator knows as many others as are. Before, a
 * majority would be one of itself. Thread-safe.
 */
final class Readiness {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long WAIT_SECONDS = 10;

  private final ActorSystem<?> system;
  private final Questions questions;
  private final Supplier<List<NodeInfo>> nodes;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  Readiness(ActorSystem<?> system, Questions questions, Supplier<List<NodeInfo>> nodes) {
    this.system = system;
    this.questions = questions;
    this.nodes = nodes;
    later();
  }

  /**
   * Waits until it may.
   *
   * @throws NotServingException if that takes too long, or the node has ended
   */
  void await() throws InterruptedException {
    try {
      ready.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new NotServingException("The node is no member yet");
    }
    if (system.getWhenTerminated().toCompletableFuture().isDone()) {
      throw new NotServingException("The node has ended");
    }
  }

  private void look() {
    if (!Cluster.get(system).selfMember().status().equals(MemberStatus.up())) {
      later();
      return;
    }
    questions.sent(Replicator.GetReplicaCount::new, PATIENCE).whenComplete((count, failure) -> {
      if (count != null && count.n() >= up()) {
        ready.complete(null);
      } else {
        later();
      }
    });
  }

  /** Returns how many nodes are up; this one is, at least. */
  int up() {
    long up =
        nodes.get().stream().filter(node -> node.state() == NodeInfo.State.UP).count();
    return Math.max(1, (int) up);
  }

  private void later() {
    if (!system.getWhenTerminated().toCompletableFuture().isDone()) {
      system.scheduler().scheduleOnce(LOOK, this::look, system.executionContext());
    }
  }
}
