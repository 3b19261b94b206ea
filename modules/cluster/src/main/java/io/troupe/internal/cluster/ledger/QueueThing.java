package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverQueueCommand;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import io.troupe.proto.FailoverSnapshot.Leased;
import io.troupe.proto.FailoverSnapshot.Taker;
import io.troupe.proto.TakeItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A queue. The number of an item is the index of the entry by which it came; one that goes back
 * goes to where it was.
 */
final class QueueThing implements Thing {
  private final Room room;
  private final Late late;
  private final NavigableMap<Long, ByteString> items = new TreeMap<>();
  private final NavigableMap<Long, Lease> leased = new TreeMap<>();
  private final Map<Ticket, Boolean> waiting = new LinkedHashMap<>();

  /** An item that a session has, and must say that it is done with. */
  private record Lease(long session, ByteString item) {}

  QueueThing(Room room, Late late) {
    this.room = room;
    this.late = late;
  }

  static QueueThing of(FailoverSnapshot.QueueState written, Room room, Late late) {
    QueueThing queue = new QueueThing(room, late);
    written.getItemsList().forEach(item -> queue.items.put(item.getNumber(), item.getContent()));
    written
        .getLeasedList()
        .forEach(lease -> queue.leased.put(
            lease.getItem().getNumber(),
            new Lease(lease.getSession(), lease.getItem().getContent())));
    written
        .getWaitingList()
        .forEach(taker -> queue.waiting.put(Ticket.of(taker.getTicket()), taker.getLease()));
    queue.items.values().forEach(item -> room.keep(item.size()));
    queue.leased.values().forEach(lease -> room.keep(lease.item().size()));
    return queue;
  }

  @Override
  public FailoverResult apply(long index, FailoverCommand command) {
    FailoverQueueCommand change = command.getQueue();
    return switch (change.getChangeCase()) {
      case PUT -> put(index, change.getPut());
      case TAKE -> take(Ticket.of(command), change.getTake());
      case DONE -> done(command.getSession(), change.getDone());
      case GIVE_BACK -> giveBack(command.getSession(), change.getGiveBack());
      case CHANGE_NOT_SET -> Results.refused("an unknown command to a queue");
    };
  }

  private FailoverResult put(long index, ByteString item) {
    if (!room.take(item.size())) {
      return Results.refused(room.reason());
    }
    items.put(index, item);
    handOut();
    return Results.number(index);
  }

  private FailoverResult take(Ticket ticket, TakeItem take) {
    if (!items.isEmpty()) { // then there is no waiter
      return first(ticket, take.getLease());
    } else if (take.getWait()) {
      waiting.put(ticket, take.getLease());
      return Results.WAITING;
    }
    return Results.NOT_DONE;
  }

  private FailoverResult first(Ticket ticket, boolean lease) {
    Map.Entry<Long, ByteString> item = items.firstEntry();
    items.remove(item.getKey());
    if (lease) {
      leased.put(item.getKey(), new Lease(ticket.session(), item.getValue()));
    } else {
      room.free(item.getValue().size());
    }
    return FailoverResult.newBuilder()
        .setValue(item.getValue())
        .setNumber(item.getKey())
        .build();
  }

  private void handOut() {
    while (!items.isEmpty() && !waiting.isEmpty()) {
      Map.Entry<Ticket, Boolean> taker = waiting.entrySet().iterator().next();
      waiting.remove(taker.getKey());
      late.settle(taker.getKey(), first(taker.getKey(), taker.getValue()));
    }
  }

  private FailoverResult done(long session, long number) {
    Lease lease = leased.get(number);
    if (lease == null || lease.session() != session) {
      return Results.NOT_DONE;
    }
    leased.remove(number);
    room.free(lease.item().size());
    return Results.DONE;
  }

  private FailoverResult giveBack(long session, long number) {
    Lease lease = leased.get(number);
    if (lease == null || lease.session() != session) {
      return Results.NOT_DONE;
    }
    leased.remove(number);
    items.put(number, lease.item());
    handOut();
    return Results.DONE;
  }

  @Override
  public void cancel(Ticket ticket) {
    waiting.remove(ticket);
  }

  @Override
  public void ended(Set<Long> sessions, long index) {
    waiting.keySet().removeIf(each -> sessions.contains(each.session()));
    List<Long> back = new ArrayList<>();
    leased.forEach((number, lease) -> {
      if (sessions.contains(lease.session())) {
        items.put(number, lease.item());
        back.add(number);
      }
    });
    back.forEach(leased::remove);
    handOut();
  }

  @Override
  public FailoverResult answer(FailoverQuery query) {
    return Results.number(items.size());
  }

  @Override
  public boolean isEmpty() {
    return items.isEmpty() && leased.isEmpty() && waiting.isEmpty();
  }

  @Override
  public void write(String name, FailoverSnapshot.Builder snapshot) {
    FailoverSnapshot.QueueState.Builder queue =
        FailoverSnapshot.QueueState.newBuilder().setName(name);
    items.forEach((number, item) -> queue.addItems(item(number, item)));
    leased.forEach((number, lease) -> queue.addLeased(
        Leased.newBuilder().setSession(lease.session()).setItem(item(number, lease.item()))));
    waiting.forEach((ticket, lease) ->
        queue.addWaiting(Taker.newBuilder().setTicket(ticket.written()).setLease(lease)));
    snapshot.addQueues(queue);
  }

  private static FailoverSnapshot.Item item(long number, ByteString content) {
    return FailoverSnapshot.Item.newBuilder()
        .setNumber(number)
        .setContent(content)
        .build();
  }
}
