package io.troupe.internal.cluster.program;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.NodeCalls;
import io.troupe.internal.cluster.call.NodeGuide.Found;
import io.troupe.internal.cluster.call.NodeNews;
import io.troupe.internal.cluster.call.ProgramSecret;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.cluster.share.Shares;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * A program's use of one node. A thread asks for its news; when they come no more, the node is
 * lost, and all that runs there. Thread-safe.
 */
final class NodeLink {
  private static final Log log = Log.of(NodeLink.class);

  private final String node;
  private final String foundAt;
  private final NodeCalls calls;
  private final SessionCalls session;
  private final Delivery delivery;
  private final String place;
  private final Listener listener;
  private final Object starting = new Object();
  private final Map<Long, RemoteJvm> jvms = new ConcurrentHashMap<>();
  private final Shares<Party> shares = new Shares<>(System::nanoTime);

  /** Signals are sent on a thread of their own, for those that send them must not wait. */
  private final ExecutorService signals =
      Executors.newSingleThreadExecutor(task -> daemon(task, "troupe-node-signals"));

  private volatile boolean leaving;
  private volatile boolean lost;
  private volatile boolean left;

  /** What a program wants to hear of a node. On the thread that takes its news. */
  interface Listener {
    void membersChanged(List<NodeInfo> nodes);

    /** Returns how many slots the program has on other nodes. */
    int slotsBesides(NodeLink link);

    /** A slot may be free there. */
    void slotFree();

    /** A process waits at the node. */
    void wanted(NodeLink link, long token, String address);

    void lost(NodeLink link, String reason);

    /** The node is about to leave; nothing can be started there any more. */
    void leaving(NodeLink link);
  }

  /**
   * Where a node is.
   *
   * @param name as the members know it
   * @param foundAt where this program has found it
   */
  record Address(String name, String foundAt) {}

  private NodeLink(
      NodeCalls calls, Address node, String program, ProgramSecret secret, Listener listener) {
    this.calls = calls;
    this.node = node.name();
    foundAt = node.foundAt();
    session = calls.enter(program, secret);
    delivery = new Delivery(this.node, session);
    this.listener = listener;
    place = session.place();
  }

  /** Enters a node. Blocks. */
  static NodeLink enter(
      NodeCalls calls, Address node, String program, ProgramSecret secret, Listener listener) {
    NodeLink link = new NodeLink(calls, node, program, secret, listener);
    daemon(link::takeNews, "troupe-node-news").start();
    return link;
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  String node() {
    return node;
  }

  /** Returns host and port by which this program has found it. */
  String foundAt() {
    return foundAt;
  }

  /** Returns where this program is for all that come by this node. */
  Place place() {
    return Place.parse(place);
  }

  int running() {
    return jvms.size();
  }

  /** Returns those that take a slot. */
  Stream<RemoteJvm> withSlots() {
    return jvms.values().stream().filter(RemoteJvm::takesSlot);
  }

  /** Returns who of this program waits for slots here. */
  Shares<Party> shares() {
    return shares;
  }

  /** Returns what the node has of the named objects of the cluster. Blocks. */
  Found found() {
    return new Found(node, calls.replicas(), calls.failover());
  }

  /** Returns whether the node is about to leave. */
  boolean isLeaving() {
    return leaving;
  }

  boolean isLost() {
    return lost;
  }

  /**
   * Starts a JVM; empty if it is to take a slot, and the node has none for it. Blocks, also while
   * the node fetches code that it has not had yet.
   *
   * @param waits whether others may be asked to make room there
   * @throws CodeRefusedException if the node cannot run the code, or cannot have it
   */
  Optional<RemoteJvm> start(Demand demand, boolean waits) throws IOException, InterruptedException {
    delivery.bring(demand.code());
    Optional<RemoteJvm> started;
    synchronized (starting) {
      started = session
          .start(demand.order(), demand.code().digest(), demand.slot(waits))
          .map(jvm -> new RemoteJvm(this, demand, jvm.jvm(), jvm.pid()));
      started.ifPresent(jvm -> jvms.put(jvm.number(), jvm));
    }
    if (leaving) {
      started.ifPresent(RemoteJvm::leave);
    }
    if (lost) {
      started.ifPresent(jvm -> jvm.lost(node));
    }
    return started;
  }

  private void takeNews() {
    try {
      while (!left && !lost) {
        List<NodeNews> news = session.news(listener.slotsBesides(this));
        awaitStarted();
        news.forEach(this::take);
      }
    } catch (RuntimeException | Error e) {
      lose(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The thread that starts a JVM puts it where its news find it, before those that came are taken.
   */
  private void awaitStarted() {
    synchronized (starting) {
      return;
    }
  }

  private void take(NodeNews news) {
    if (news instanceof NodeNews.Printed printed) {
      find(printed.jvm()).ifPresent(jvm -> jvm.printed(printed));
    } else if (news instanceof NodeNews.Fares fares) {
      find(fares.jvm()).ifPresent(jvm -> jvm.fares(fares));
    } else if (news instanceof NodeNews.SlotWanted wanted) {
      find(wanted.jvm()).ifPresent(jvm -> jvm.wanted(wanted.wish()));
    } else if (news instanceof NodeNews.Exited exited) {
      Optional.ofNullable(jvms.remove(exited.jvm())).ifPresent(jvm -> jvm.exited(exited));
    } else if (news instanceof NodeNews.Members members) {
      listener.membersChanged(members.nodes());
    } else if (news instanceof NodeNews.Wanted wanted) {
      listener.wanted(this, wanted.token(), wanted.address());
    } else if (news instanceof NodeNews.Leaving) {
      moveOut();
    } else if (news instanceof NodeNews.Left) {
      lose("it has left the cluster");
    } else {
      listener.slotFree();
    }
  }

  private void moveOut() {
    leaving = true;
    listener.leaving(this);
    jvms.values().forEach(RemoteJvm::leave);
  }

  private Optional<RemoteJvm> find(long jvm) {
    return Optional.ofNullable(jvms.get(jvm));
  }

  /**
   * Takes the node for dead, and all that runs there. Once. What one process there had to do must
   * not be given to another there, or to a new one: so the node is no place any more, and none of
   * them gets work, before the first is told to be lost.
   */
  void lose(String reason) {
    synchronized (starting) {
      if (lost) {
        return;
      }
      lost = true;
    }
    if (!left) {
      listener.lost(this, reason);
    }
    jvms.values().forEach(RemoteJvm::leave);
    jvms.values().forEach(jvm -> jvm.lost(node));
    jvms.clear();
    signals.shutdown();
  }

  void end(long jvm, boolean forcibly) {
    later(() -> session.end(jvm, forcibly));
  }

  void notMet(long token, String reason) {
    later(() -> session.notMet(token, reason));
  }

  private void later(Runnable call) {
    try {
      signals.execute(() -> {
        try {
          call.run();
        } catch (RuntimeException e) {
          log.debug("Not said to the node {}: {}", node, e.toString());
        }
      });
    } catch (RejectedExecutionException e) {
      log.debug("The node {} is gone", node, e);
    }
  }

  /** Ends all that was started there. Does not wait. */
  void leave() {
    left = true;
    later(session::leave);
    signals.shutdown();
  }

  @Override
  public String toString() {
    return node;
  }
}
