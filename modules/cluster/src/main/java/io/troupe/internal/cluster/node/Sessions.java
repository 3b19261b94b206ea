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
import java.util.concurrent.atomic.AtomicLong;

/** The programs that use a node. Thread-safe. */
final class Sessions implements Meetings.Invitation, AutoCloseable {
  private final Lodgings lodgings;
  private final Slots slots;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Session> open = new ConcurrentHashMap<>();
  private final Meetings meetings = new Meetings(this);
  private volatile List<NodeInfo> members = List.of();
  private volatile boolean closed;

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

  SessionCalls enter(String program, Gateway gateway) {
    if (closed) {
      throw new IllegalStateException("the node " + gateway.address() + " is about to end");
    }
    Place place = new Place(gateway.address(), numbers.incrementAndGet());
    Session session = new Session(program, place, gateway.router(), lodgings, slots, this);
    open.put(session.number(), session);
    session.tellMembers(members);
    return session;
  }

  NodeStatus status() {
    return new NodeStatus(
        slots.all(),
        slots.used(),
        members,
        open.values().stream().map(Session::status).toList());
  }

  void remove(Session session) {
    open.remove(session.number());
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
  public void send(long program, long token, String address) throws IOException {
    Session session = open.get(program);
    if (session == null) {
      throw new IOException("the program " + program + " is no longer connected");
    }
    session.tell(new NodeNews.Wanted(token, address));
  }

  /** Ends all that programs have here. */
  @Override
  public void close() {
    closed = true;
    open.values().forEach(Session::leave);
  }
}
