package io.troupe.internal.cluster.node;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.NodeNews;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.call.SessionCalls;
import io.troupe.internal.cluster.gateway.Gateway;
import io.troupe.internal.cluster.gateway.Meetings;
import io.troupe.internal.cluster.gateway.Place;
import io.troupe.internal.process.Lodgings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The programs that use a node. Thread-safe. */
final class Sessions implements Meetings.Invitation, AutoCloseable {
  private final Lodgings lodgings;
  private final Slots slots;
  private final NodeFiles files = new NodeFiles();
  private final Map<Long, Session> open = new ConcurrentHashMap<>();
  private final Meetings meetings = new Meetings(this);
  private volatile List<NodeInfo> members = List.of();
  private volatile boolean leaving;

  Sessions(Lodgings lodgings, Slots slots) {
    this.lodgings = lodgings;
    this.slots = slots;
  }

  /**
   * Tells programs how their processes fare, and ends what dead ones have. To be called now and
   * then.
   */
  void look() {
    open.values().forEach(Session::look);
  }

  Meetings meetings() {
    return meetings;
  }

  SessionCalls enter(String program, long number, Gateway gateway) {
    if (leaving) {
      throw new IllegalStateException("the node " + gateway.address() + " is about to leave");
    }
    Place place = new Place(gateway.address(), number);
    GuestCode code = new GuestCode(files);
    Session session = new Session(program, place, gateway.router(), lodgings, slots, code, this);
    Session before = open.put(number, session);
    if (before != null) {
      before.leave(); // the program has lost that one, or it would not have begun another
    }
    session.tellMembers(members);
    return session;
  }

  NodeStatus status() {
    return new NodeStatus(
        slots.all(),
        slots.used(),
        slots.beside(),
        leaving,
        members,
        open.values().stream().map(Session::status).toList());
  }

  void remove(Session session) {
    open.remove(session.number(), session);
  }

  void membersChanged(List<NodeInfo> nodes) {
    members = nodes;
    open.values().forEach(session -> session.tellMembers(nodes));
  }

  void slotFree() {
    open.values().forEach(session -> session.tell(new NodeNews.SlotFree()));
  }

  void notMet(long token, String reason) {
    meetings.failed(token, reason);
  }

  @Override
  public boolean isHere(long program) {
    return open.containsKey(program);
  }

  @Override
  public void send(long program, long token, String address) throws IOException {
    Session session = open.get(program);
    if (session == null) {
      throw new IOException("the program " + program + " is no longer connected");
    }
    session.tell(new NodeNews.Wanted(token, address));
  }

  /** Returns whether nothing is started here any more. */
  boolean isLeaving() {
    return leaving;
  }

  /** Starts nothing any more, and tells the programs so. */
  void beginToLeave() {
    leaving = true;
    open.values().forEach(session -> session.tell(new NodeNews.Leaving()));
  }

  /** Returns what runs here, for people. */
  List<String> running() {
    return open.values().stream().flatMap(Session::runningNames).toList();
  }

  /** Returns how many programs have processes here. */
  long programs() {
    return open.values().stream().filter(session -> session.running() > 0).count();
  }

  /** Ends all that programs have here, and tells them. Blocks for a moment, while they hear it. */
  @Override
  public void close() {
    leaving = true;
    List<Session> told = List.copyOf(open.values());
    told.forEach(Session::endWithNode);
    try {
      for (Session each : told) {
        each.awaitTold();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    told.forEach(Session::leave);
  }
}
