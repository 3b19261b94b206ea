package io.troupe.internal.cluster.node;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.consensus.Peer;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * A node as a member of the cluster: joins by the gateways of others, follows who is there, and
 * leaves. Thread-safe.
 */
final class Membership {
  private static final Log log = Log.of(Membership.class);
  private static final long RETRY_MILLIS = 500;
  private static final long LOOK_AGAIN_SECONDS = 10;
  private static final Duration SAY_AFTER = Duration.ofSeconds(5);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(30);

  /** More than Pekko itself waits for the end of the actor system. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(15);

  private final ActorSystem<Void> system;
  private final Cluster cluster;
  private final String gateway;
  private final Consumer<List<NodeInfo>> listener;
  private final MinorityWatch minority;
  private final SystemEnd end;
  private final CompletableFuture<Void> up = new CompletableFuture<>();
  private volatile List<NodeInfo> nodes = List.of();
  private volatile List<Peer> peers = List.of();
  private volatile boolean leaving;
  private volatile boolean founder;

  /**
   * @param stableAfter how long the members must have been the same before some are given up
   * @param listener hears of the members, each time when there is a change
   */
  Membership(
      ActorSystem<Void> system,
      String gateway,
      Duration stableAfter,
      Consumer<List<NodeInfo>> listener) {
    this.system = system;
    this.gateway = gateway;
    minority = new MinorityWatch(System::nanoTime, stableAfter);
    this.listener = listener;
    cluster = Cluster.get(system);
    end = new SystemEnd(system, END_PATIENCE);
    system.systemActorOf(watch(), "troupe-membership", Props.empty());
  }

  /** Ends this node if it has seen no majority for too long. To be called now and then. */
  void look() {
    if (minority.isToEnd(nodes)) {
      log.error(
          "Node {} has seen no majority of {} for {} s",
          gateway,
          nodes,
          minority.patience().toSeconds());
      end.begin();
    }
  }

  private Behavior<ClusterDomainEvent> watch() {
    return Behaviors.setup(context -> {
      cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
      Members members = new Members();
      return Behaviors.receiveMessage(event -> {
        members.hear(event);
        peers = members.peers();
        refresh(members.nodes());
        return Behaviors.same();
      });
    });
  }

  private void refresh(List<NodeInfo> now) {
    List<NodeInfo> before = nodes;
    if (!now.equals(before)) {
      nodes = now;
      if (isMember(now)) { // who is none knows nothing of the others
        say(before, now);
      }
      listener.accept(now);
    }
    if (isUp(now)) {
      up.complete(null);
    }
  }

  private boolean isMember(List<NodeInfo> now) {
    return now.stream().anyMatch(node -> node.address().equals(gateway));
  }

  private boolean isUp(List<NodeInfo> now) {
    return now.stream()
        .anyMatch(node -> node.address().equals(gateway) && node.state() == NodeInfo.State.UP);
  }

  /** Says to an operator what has changed, each in a line. */
  private void say(List<NodeInfo> before, List<NodeInfo> now) {
    Map<String, NodeInfo> old = byAddress(before);
    Map<String, NodeInfo> current = byAddress(now);
    current.forEach((address, node) -> {
      NodeInfo known = old.get(address);
      if (known == null || known.state() != node.state()) {
        log.info("Node {} is {}; {} of {} nodes are up", address, text(node), up(now), now.size());
      }
    });
    old.keySet().stream()
        .filter(address -> !current.containsKey(address))
        .forEach(address -> log.info(
            "Node {} is no member any more; {} of {} nodes are up", address, up(now), now.size()));
  }

  private static Map<String, NodeInfo> byAddress(List<NodeInfo> nodes) {
    Map<String, NodeInfo> byAddress = new LinkedHashMap<>();
    nodes.forEach(node -> byAddress.put(node.address(), node));
    return byAddress;
  }

  private static long up(List<NodeInfo> nodes) {
    return nodes.stream().filter(node -> node.state() == NodeInfo.State.UP).count();
  }

  private static String text(NodeInfo node) {
    return switch (node.state()) {
      case UP -> "up, with " + node.slots() + " slots";
      case UNREACHABLE -> "unreachable: it ended, its network failed, or it is overloaded";
      case JOINING -> "joining";
      case LEAVING -> "leaving";
    };
  }

  /** Returns the members as this one sees them. */
  List<NodeInfo> nodes() {
    return nodes;
  }

  /** Returns the members from the oldest on. */
  List<Peer> peers() {
    return peers;
  }

  /** Returns whether this node has begun the cluster. */
  boolean isFounder() {
    return founder;
  }

  /** Returns the address for Pekko's remoting; empty before this node has been told to join. */
  String artery() {
    return up.isDone() ? cluster.selfMember().address().toString() : "";
  }

  /**
   * Joins the cluster that one of the seeds is a member of. Where none is, the first of them begins
   * a new one; the others wait for it. Blocks until this node is up.
   *
   * @throws NotToJoinException if the clocks of both do not agree, or they have their failover
   *     objects in different places
   */
  void join(SeedSearch search) throws IOException, InterruptedException {
    Cancellable slow = system
        .scheduler()
        .scheduleOnce(SAY_AFTER, () -> sayAsking(search), system.executionContext());
    try {
      Optional<String> member = search.firstLook();
      Deadline silence = Deadline.after(SAY_AFTER);
      while (member.isEmpty() && !search.isFirst()) {
        if (silence.passed()) {
          silence = Deadline.after(SAY_AGAIN);
          sayWaiting(search);
        }
        Thread.sleep(RETRY_MILLIS);
        member = search.look();
      }
      member.ifPresentOrElse(this::joinMember, this::begin);
    } catch (InterruptedException e) {
      sayWaiting(search);
      throw e;
    } finally {
      slow.cancel();
    }
    awaitUp(search);
  }

  /** One that takes connections and says nothing is given up after a while only. */
  private static void sayAsking(SeedSearch search) {
    String node = search.asked();
    if (!node.isEmpty()) {
      log.warn("This node waits for an answer of {}", node);
    }
  }

  private static void sayWaiting(SeedSearch search) {
    log.warn(
        "This node waits for a seed that is a member. {}", String.join("; ", search.reasons()));
  }

  private void joinMember(String artery) {
    cluster.manager().tell(Join.create(AddressFromURIString.parse(artery)));
  }

  private void begin() {
    founder = true;
    log.info("Node {} begins a new cluster", gateway);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  /** The member that it joins by may have ended meanwhile: now and then it looks for another. */
  private void awaitUp(SeedSearch search) throws IOException, InterruptedException {
    long seconds = 0;
    while (!up.isDone() && !end.reached().isDone()) {
      try {
        up.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        seconds++;
        if (seconds % LOOK_AGAIN_SECONDS == 0) {
          log.warn(
              "Still joining by {} after {} s: can the members reach this node?",
              search.seeds(),
              seconds);
          search.look().ifPresent(this::joinMember);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Leaves the cluster, and ends the actor system. Blocks for a while at most. */
  void leave(Duration patience) {
    leaving = true;
    if (up.isDone() && !cluster.isTerminated()) {
      cluster.manager().tell(Leave.create(cluster.selfMember().address()));
      try {
        end.reached().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException | ExecutionException e) {
        log.warn("The other nodes have not said within {} that this one has left", patience);
      }
    }
    end.begin();
  }

  /** Completes when this node is a member no more; with whether it wanted that. */
  CompletableFuture<Boolean> ended() {
    return end.reached().thenApply(done -> leaving);
  }
}
