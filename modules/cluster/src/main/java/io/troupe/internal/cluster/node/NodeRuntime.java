package io.troupe.internal.cluster.node;

import com.google.protobuf.ByteString;
import io.troupe.cluster.NodeInfo;
import io.troupe.cluster.PostgresOptions;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.cluster.call.FailoverCalls;
import io.troupe.internal.cluster.call.FailoverSession;
import io.troupe.internal.cluster.call.NodeCalls;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.call.ProgramSecret;
import io.troupe.internal.cluster.call.ReplicaCalls;
import io.troupe.internal.cluster.call.ReplicaWatch;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.cluster.consensus.Consensus;
import io.troupe.internal.cluster.gateway.Gateway;
import io.troupe.internal.cluster.gateway.Gateways;
import io.troupe.internal.cluster.gateway.KeyRing;
import io.troupe.internal.cluster.replica.DataDirectory;
import io.troupe.internal.cluster.replica.Replicas;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.manager.Manager;
import io.troupe.manager.SharedType;
import io.troupe.proto.Routing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/** All that a node has. Thread-safe. */
public final class NodeRuntime implements NodeCalls, AutoCloseable {
  private static final Log log = Log.of(NodeRuntime.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
  private static final long LOOK_SECONDS = 2;
  private static final Duration FAILOVER_CALL_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PART_PATIENCE = Duration.ofSeconds(10);
  private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(3);
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(15);

  /** So long the end may take beyond the time that processes are given. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(60);

  private final TroupeRuntime runtime = TroupeRuntime.current();
  private final Optional<DataDirectory> data;
  private final Gateways others;
  private final Sessions sessions;
  private final Slots slots;
  private final Manager manager;
  private final Manager failoverManager =
      Manager.builder().callTimeout(FAILOVER_CALL_TIMEOUT).start();
  private final NodeCalls calls;
  private final Gateway gateway;
  private final SeedSearch search;
  private final Membership membership;
  private final ReplicaCalls replicas;
  private final Agreement agreement;
  private final Consensus consensus;
  private final Failovers failovers;
  private final FailoverCalls failover;
  private final Future<?> looks;
  private final Departure departure;
  private final Ending ending;

  /**
   * What a node is to be.
   *
   * @param address where its gateway listens
   * @param name host and port by which others reach that
   * @param seeds gateways of nodes that are there, or will be
   * @param drainTimeout how long processes may go on when the node is to leave
   * @param stableAfter how long the members must have been the same before some are given up
   * @param data where it keeps replicated objects; empty for nowhere
   * @param postgres what keeps failover objects; empty for the nodes
   */
  public record Settings(
      KeyRing keys,
      InetSocketAddress address,
      String name,
      List<String> seeds,
      int slots,
      Set<String> roles,
      Duration drainTimeout,
      Duration stableAfter,
      Optional<Path> data,
      Optional<PostgresOptions> postgres) {}

  private NodeRuntime(Settings settings, Optional<DataDirectory> data, Agreement agreement)
      throws IOException {
    this.data = data;
    this.agreement = agreement;
    KeyRing keys = settings.keys();
    others = new Gateways(keys, runtime.payloads());
    slots = new Slots(settings.slots());
    ending = new Ending(settings.drainTimeout().plus(END_PATIENCE));
    sessions = new Sessions(runtime.lodgings(), slots);
    manager = Manager.builder().callTimeout(CALL_TIMEOUT).start();
    NodeCalls self = this;
    manager.register(
        SharedType.of(SessionCalls.class, NodeRuntime::notMadeByName).concurrent());
    manager.register(SharedType.of(NodeCalls.class, () -> self).concurrent());
    calls = manager.create(NodeCalls.class.getName(), NodeCalls.class);
    gateway = Gateway.open(
        settings.address(), settings.name(), keys, others, this::encodedCalls, sessions.meetings());
    Routes.use(Routing.newBuilder()
        .setPlace(gateway.address())
        .setRouter(gateway.router())
        .build());
    search = SeedSearch.begin(
        gateway.address(),
        settings.seeds(),
        agreement,
        seed -> others.greet(seed).address());
    String host = gateway.address().substring(0, gateway.address().lastIndexOf(':'));
    ActorSystem<Void> system = NodeSystem.start(
        keys,
        host,
        gateway.address(),
        settings.slots(),
        settings.roles(),
        settings.stableAfter(),
        data.map(DataDirectory::path));
    membership =
        new Membership(system, gateway.address(), settings.stableAfter(), sessions::membersChanged);
    Replicas here = new Replicas(system, membership::nodes);
    manager.register(
        SharedType.of(ReplicaWatch.class, NodeRuntime::notWatchedByName).concurrent());
    manager.register(SharedType.of(ReplicaCalls.class, () -> here).concurrent());
    replicas = manager.create(ReplicaCalls.class.getName(), ReplicaCalls.class);
    consensus = agreement.consensus(system, membership::peers, gateway, others);
    failovers = new Failovers(consensus, membership::nodes);
    failover = shared(failovers);
    departure = new Departure(gateway.address(), sessions, slots, settings.drainTimeout());
    membership.ended().thenAccept(this::onEnd);
    looks = runtime
        .timer()
        .scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** A node that is stopped is given up sooner than others are that work for long. */
  private FailoverCalls shared(Failovers made) {
    failoverManager.register(
        SharedType.of(FailoverSession.class, NodeRuntime::notOpenedByName).concurrent());
    failoverManager.register(SharedType.of(FailoverCalls.class, () -> made).concurrent());
    return failoverManager.create(FailoverCalls.class.getName(), FailoverCalls.class);
  }

  private static SessionCalls notMadeByName() {
    throw new UnsupportedOperationException("a session is begun by entering a node");
  }

  private static ReplicaWatch notWatchedByName() {
    throw new UnsupportedOperationException("a watch is begun by the replicated objects of a node");
  }

  private static FailoverSession notOpenedByName() {
    throw new UnsupportedOperationException("a session is opened by the failover objects");
  }

  private ByteString encodedCalls() {
    return runtime.payloads().encode(calls);
  }

  /**
   * Starts a node; returns when it is a member.
   *
   * @throws java.net.BindException if its port is in use
   * @throws AuthenticationException if a seed has keys of another cluster
   * @throws NotToJoinException if its clock is not that of the cluster, or it has its failover
   *     objects elsewhere
   * @throws IOException if what it is to use besides is not there, as a directory or database
   */
  public static NodeRuntime start(Settings settings) throws IOException, InterruptedException {
    if (!settings.keys().isNode()) {
      throw new AuthenticationException("A node needs a key of a node, not the " + settings.keys());
    }
    NodeRuntime node = create(settings);
    try {
      node.join();
      node.runtime.onJvmEnd(node);
      return node;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  private static NodeRuntime create(Settings settings) throws IOException, InterruptedException {
    Agreement agreement = Agreement.open(settings.postgres());
    try {
      return create(settings, agreement);
    } catch (IOException | RuntimeException | Error e) {
      agreement.close();
      throw e;
    }
  }

  private static NodeRuntime create(Settings settings, Agreement agreement) throws IOException {
    Optional<DataDirectory> data = settings.data().isEmpty()
        ? Optional.empty()
        : Optional.of(DataDirectory.open(settings.data().get()));
    try {
      return new NodeRuntime(settings, data, agreement);
    } catch (IOException | RuntimeException | Error e) {
      data.ifPresent(NodeRuntime::giveUp);
      throw e;
    }
  }

  private static void giveUp(DataDirectory data) {
    try {
      data.close();
    } catch (IOException e) {
      log.debug("{} could not be closed", data.path(), e);
    }
  }

  private void join() throws IOException, InterruptedException {
    membership.join(search);
    if (membership.isFounder()) {
      consensus.found();
    }
    if (!consensus.awaitPart(PART_PATIENCE)) {
      log.warn(
          "Node {} has no part in failover objects yet: can the other nodes reach it, or it the"
              + " database?",
          gateway.address());
    }
    log.info(
        "This node is up: {}; the members are {}",
        gateway.address(),
        membership.nodes().stream().map(NodeInfo::address).toList());
  }

  /** What is thrown here would end all later looks. */
  private void look() {
    try {
      membership.look();
      slots.look();
      sessions.look();
    } catch (RuntimeException e) {
      log.warn("Node {} could not look after its processes", gateway.address(), e);
    }
  }

  /** No process may count on what this node has any more. */
  private void onEnd(boolean wanted) {
    departure.hurry();
    if (!wanted) {
      log.error(
          "Node {} is no member of the cluster any more: the others could not reach it, or it them;"
              + " it ends, with the processes that it has",
          gateway.address());
      ending.begin(this::end); // this thread is one that the actor system needs to end
    }
  }

  @Override
  public SessionCalls enter(String program, ProgramSecret secret) {
    return sessions.enter(program, secret.number(), gateway);
  }

  @Override
  public ReplicaCalls replicas() {
    return replicas;
  }

  @Override
  public FailoverCalls failover() {
    return failover;
  }

  @Override
  public NodeAddress address() {
    return new NodeAddress(
        gateway.address(), membership.artery(), System.currentTimeMillis(), agreement.identity());
  }

  @Override
  public NodeStatus status() {
    return sessions.status();
  }

  /** Returns the members as this node sees them. */
  public List<NodeInfo> nodes() {
    return membership.nodes();
  }

  /** Completes when this node is a member no more. */
  public CompletableFuture<Void> ended() {
    return membership.ended().thenAccept(wanted -> {});
  }

  /**
   * Lets the processes of programs come to an end for a while, ends the others, and leaves the
   * cluster. A call while that is under way waits for it, too; an interrupt makes it end the
   * processes at once. Idempotent.
   */
  @Override
  public void close() {
    ending.begin(this::end);
    ending.await(gateway.address(), departure::hurry);
  }

  private void end() {
    try {
      departure.await();
      looks.cancel(false);
      sessions.close();
      leaveConsensus();
      membership.leave(LEAVE_PATIENCE);
      consensus.close();
      gateway.close();
      manager.close();
      failoverManager.close();
    } finally {
      data.ifPresent(NodeRuntime::giveUp);
      runtime.removeOnClose(this);
    }
  }

  /** Another node takes its place as a voter, so that a rolling restart loses nothing. */
  private void leaveConsensus() {
    failovers.close();
    if (membership.ended().isDone()) {
      return;
    }
    try {
      consensus.leave(FAREWELL_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return gateway.address();
  }
}
