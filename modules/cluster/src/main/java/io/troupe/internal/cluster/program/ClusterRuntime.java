package io.troupe.internal.cluster.program;

import io.troupe.TroupeException;
import io.troupe.cluster.NodeInfo;
import io.troupe.connection.AuthenticationException;
import io.troupe.internal.cluster.call.NodeCalls;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.cluster.call.NodeGuide.Found;
import io.troupe.internal.cluster.gateway.KeyRing;
import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.cluster.gateway.ProgramRoutes;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import io.troupe.spi.ProcessSite.Order;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All that a program has of a cluster. Thread-safe. */
public final class ClusterRuntime implements NodeLink.Listener, AutoCloseable {
  private static final Log log = Log.of(ClusterRuntime.class);

  /** Other programs free slots of which no node tells this one. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProgramRoutes routes;
  private final List<String> seeds;
  private final Guide guide = new Guide(this);
  private final Slots slots;
  private final Starts starts;

  /** A node is entered by one thread at a time: a second session there would end the first. */
  private final Map<String, Object> entering = new ConcurrentHashMap<>();

  // Guarded by this.
  private final Map<String, NodeLink> links = new TreeMap<>();
  private List<NodeInfo> members = List.of();
  private long changes;
  private boolean closed;

  private ClusterRuntime(List<String> seeds, KeyRing keys) throws IOException {
    this.seeds = List.copyOf(seeds);
    slots = new Slots(this, this.seeds);
    starts = new Starts(this, slots);
    routes = ProgramRoutes.open(keys);
  }

  /**
   * Connects with a cluster by one of its nodes.
   *
   * @throws AuthenticationException if the keys are none of the cluster's
   * @throws ConnectException if none of the nodes answers
   */
  public static ClusterRuntime connect(List<String> seeds, KeyRing keys) throws IOException {
    ClusterRuntime cluster = new ClusterRuntime(seeds, keys);
    try {
      cluster.enterAny();
      cluster.awaitMembers();
      return cluster;
    } catch (IOException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** The node tells of them first. */
  private synchronized void awaitMembers() throws IOException {
    Deadline deadline = Deadline.after(PATIENCE);
    while (members.isEmpty()) {
      if (deadline.passed()) {
        throw new ConnectException("No node says who is a member: " + seeds);
      }
      try {
        wait(deadline.selectMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while connecting with a cluster");
      }
    }
  }

  private void enterAny() throws IOException {
    List<String> reasons = new ArrayList<>();
    for (String seed : seeds) {
      try {
        enter(seed);
        return;
      } catch (AuthenticationException e) {
        throw e;
      } catch (IOException | TroupeException | IllegalStateException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new ConnectException("No node of the cluster can be reached: " + reasons);
  }

  /** Returns the link with a node, which is made if there is none. Blocks. */
  NodeLink enter(String node) throws IOException {
    synchronized (this) {
      NodeLink known = links.get(node);
      if (known != null) {
        return known;
      }
    }
    NodeCalls calls = routes.gateways().greet(node);
    String name = calls.address().gateway(); // it may have been found by another
    synchronized (entering.computeIfAbsent(name, each -> new Object())) {
      synchronized (this) {
        NodeLink known = links.get(name);
        if (known != null) {
          return known;
        }
      }
      return keep(NodeLink.enter(
          calls, new NodeLink.Address(name, node), ProgramName.ofThisJvm(), routes.secret(), this));
    }
  }

  private synchronized NodeLink keep(NodeLink made) throws IOException {
    if (closed) {
      made.leave();
      requireOpen();
    }
    if (made.isLost()) { // before it was there to be forgotten
      throw new ConnectException("The node " + made + " was lost as soon as it was entered");
    }
    links.put(made.node(), made);
    if (links.size() == 1) {
      routes.reachedAt(made.place());
    }
    return made;
  }

  /** Returns the nodes of the cluster, as those that this program uses see them. */
  public synchronized List<NodeInfo> nodes() {
    return members.stream().map(this::asFarAsKnown).toList();
  }

  /** A node tells the programs that use it before it tells the members that it leaves. */
  private NodeInfo asFarAsKnown(NodeInfo node) {
    NodeLink link = links.get(node.address());
    return link != null && link.isLeaving()
        ? new NodeInfo(node.address(), node.slots(), node.roles(), NodeInfo.State.LEAVING)
        : node;
  }

  /** Returns how many processes there is room for on the nodes that are up; at least 1. */
  public int slots(Placement placement) {
    return slots.of(placement);
  }

  Stream<NodeInfo> up() {
    return nodes().stream().filter(node -> node.state() == NodeInfo.State.UP);
  }

  /**
   * Starts a JVM on the node that has the fewest of this program's for its slots, of those that may
   * be and have a slot. Blocks while none has.
   *
   * @param party of this program that it is for
   * @throws ConnectException if there will be none
   * @throws CodeRefusedException if no such node can run the program's code
   * @throws IllegalArgumentException if the program's code is larger than what may travel
   */
  public RemoteJvm start(Order order, Placement placement, Party party)
      throws IOException, InterruptedException {
    return starts.start(new Demand(order, OfferedCode.of(order), placement, party));
  }

  synchronized List<NodeLink> links() {
    return List.copyOf(links.values());
  }

  @Override
  public int slotsBesides(NodeLink link) {
    return (int) links().stream()
        .filter(other -> other != link)
        .flatMap(NodeLink::withSlots)
        .count();
  }

  synchronized void awaitChange() throws IOException, InterruptedException {
    long seen = changes;
    Deadline look = Deadline.after(LOOK);
    while (seen == changes && !look.passed()) {
      requireOpen();
      wait(look.selectMillis());
    }
  }

  private synchronized void changed() {
    changes++;
    notifyAll();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the connection with the cluster is closed");
    }
  }

  /** Returns what tells processes by which node they reach named objects. */
  public NodeGuide guide() {
    return guide.shared();
  }

  /**
   * Returns what a node that answers has of the named objects: that at a place, else one that is in
   * use, else any.
   *
   * @param lost nodes that do not answer
   */
  Found near(String place, List<String> lost) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (String node : byNearness(place)) {
      if (!lost.contains(node)) {
        try {
          return enter(node).found();
        } catch (IOException | TroupeException | IllegalStateException e) {
          reasons.add(node + ": " + e.getMessage());
        }
      }
    }
    throw new ConnectException("No node of the cluster answers: " + reasons
        + (lost.isEmpty() ? "" : ", and " + lost + " did not"));
  }

  private synchronized List<String> byNearness(String place) throws IOException {
    requireOpen();
    List<String> up = members.isEmpty() ? seeds : up().map(NodeInfo::address).toList();
    String here = Place.parse(place).node();
    return up.stream()
        .sorted(
            Comparator.comparing(node -> node.equals(here) ? 0 : links.containsKey(node) ? 1 : 2))
        .toList();
  }

  synchronized List<String> byLoad(Placement placement) throws IOException {
    requireOpen();
    if (members.isEmpty()) {
      return placement.node().isEmpty() ? seeds : List.of(placement.node());
    }
    return up().filter(placement.admits())
        .sorted(Comparator.comparingDouble(node -> (double) running(node) / node.slots()))
        .map(NodeInfo::address)
        .toList();
  }

  private int running(NodeInfo node) {
    NodeLink link = links.get(node.address());
    return link == null ? 0 : link.running();
  }

  /** A node that the others have given up is lost here, too, even if it is only stopped. */
  @Override
  public void membersChanged(List<NodeInfo> nodes) {
    List<NodeLink> gone;
    synchronized (this) {
      gone = members.stream()
          .filter(node -> nodes.stream().noneMatch(each -> each.address().equals(node.address())))
          .map(node -> links.get(node.address()))
          .filter(Objects::nonNull)
          .toList();
      members = nodes;
      changed();
    }
    gone.forEach(link -> link.lose("it is no member of the cluster any more"));
  }

  @Override
  public void slotFree() {
    changed();
  }

  @Override
  public void wanted(NodeLink link, long token, String address) {
    routes.visit(link.foundAt(), token, address, link::notMet);
  }

  @Override
  public void leaving(NodeLink link) {
    log.info("The node {} is about to leave: what runs there is to move", link.node());
    changed();
  }

  @Override
  public synchronized void lost(NodeLink link, String reason) {
    if (closed) {
      return;
    }
    log.warn("The node {} is lost to this program: {}", link.node(), reason);
    links.remove(link.node(), link);
    members =
        members.stream().filter(node -> !node.address().equals(link.node())).toList();
    links.values().stream().findFirst().map(NodeLink::place).ifPresent(routes::reachedAt);
    changed();
  }

  /** Ends all that this program has on the nodes. Idempotent. */
  @Override
  public void close() {
    List<NodeLink> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(links.values());
      links.clear();
      changed();
    }
    guide.close();
    open.forEach(NodeLink::leave);
    routes.close();
  }

  @Override
  public String toString() {
    return "the cluster of " + seeds;
  }
}
