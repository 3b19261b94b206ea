package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import io.troupe.proto.FailoverActorCommand;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverMessage;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverReply;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import io.troupe.proto.FailoverTurn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an actor, and the messages that it has not dealt with. The actor itself is in the
 * processes that use it: one of them has the first of the messages, until it says what has become
 * of them, or loses them, and then nothing of what it did is so.
 */
final class ActorThing implements Thing {
  private static final int MOST_MESSAGES = 64;
  private static final int MOST_BYTES = 256 * 1024;

  private final Room room;
  private final Late late;
  private final Deque<Sent> inbox = new ArrayDeque<>();
  private final Deque<Ticket> ready = new ArrayDeque<>();
  private @Nullable ByteString state;

  /** The turn that was given the first messages of the inbox; null for none. */
  private @Nullable Ticket busy;

  private int handed;

  private record Sent(Ticket ticket, FailoverMessage message) {
    int size() {
      return message.getContent().size();
    }
  }

  ActorThing(Room room, Late late) {
    this.room = room;
    this.late = late;
  }

  static ActorThing of(FailoverSnapshot.ActorState written, Room room, Late late) {
    ActorThing actor = new ActorThing(room, late);
    if (written.hasState()) {
      actor.state = written.getState();
      room.keep(written.getState().size());
    }
    for (FailoverSnapshot.Sent each : written.getInboxList()) {
      actor.inbox.add(new Sent(Ticket.of(each.getTicket()), each.getMessage()));
      room.keep(each.getMessage().getContent().size());
    }
    written.getReadyList().forEach(each -> actor.ready.add(Ticket.of(each)));
    if (written.hasBusy()) {
      actor.busy = Ticket.of(written.getBusy());
      actor.handed = written.getHanded();
    }
    return actor;
  }

  @Override
  public FailoverResult apply(long index, FailoverCommand command) {
    FailoverActorCommand change = command.getActor();
    Ticket ticket = Ticket.of(command);
    return switch (change.getChangeCase()) {
      case TELL -> take(ticket, message(change.getTell(), true), Results.DONE);
      case ASK -> take(ticket, message(change.getAsk(), false), Results.WAITING);
      case TURN -> turn(ticket, change.getTurn());
      case GIVE_BACK -> giveBack(new Ticket(ticket.session(), change.getGiveBack()));
      case RESET -> reset();
      case CHANGE_NOT_SET -> Results.refused("an unknown command to an actor");
    };
  }

  private static FailoverMessage message(ByteString content, boolean told) {
    return FailoverMessage.newBuilder().setContent(content).setTold(told).build();
  }

  private FailoverResult take(Ticket ticket, FailoverMessage message, FailoverResult taken) {
    if (!room.take(message.getContent().size())) {
      return Results.refused(room.reason());
    }
    inbox.add(new Sent(ticket, message));
    handOut();
    return taken;
  }

  /** The session that had messages before is the first to get others. */
  private FailoverResult turn(Ticket ticket, FailoverTurn turn) {
    Ticket last = busy;
    if (last == null || last.session() != ticket.session()) {
      ready.addLast(ticket);
    } else if (last.sequence() == turn.getBatch() && !settle(turn)) {
      return Results.refused(room.reason());
    } else {
      free();
      ready.addFirst(ticket);
    }
    Ticket next = next();
    if (ticket.equals(next)) {
      return batch(ticket);
    }
    handOut(next);
    return Results.WAITING;
  }

  /** Returns whether there is room for the new state; nothing has changed if not. */
  private boolean settle(FailoverTurn turn) {
    if (turn.hasState()) {
      if (!room.take(turn.getState().size())) {
        return false;
      }
      forgetState();
      state = turn.getState();
    }
    turn.getRepliesList().stream().limit(handed).forEach(this::answer);
    return true;
  }

  private void answer(FailoverReply reply) {
    Sent done = inbox.remove();
    room.free(done.size());
    if (!done.message().getTold()) {
      late.settle(done.ticket(), Results.of(reply));
    }
  }

  private void forgetState() {
    if (state != null) {
      room.free(state.size());
      state = null;
    }
  }

  private FailoverResult giveBack(Ticket turn) {
    if (!turn.equals(busy)) {
      return Results.NOT_DONE;
    }
    free();
    handOut();
    return Results.DONE;
  }

  private FailoverResult reset() {
    forgetState();
    free();
    handOut();
    return Results.DONE;
  }

  /** The one that has messages has them no more. */
  private void free() {
    busy = null;
    handed = 0;
  }

  private void handOut() {
    handOut(next());
  }

  private void handOut(@Nullable Ticket next) {
    if (next != null) {
      late.settle(next, batch(next));
    }
  }

  /** Returns whose turn it is, if there are messages for it; it is ready no more. */
  private @Nullable Ticket next() {
    return busy == null && !inbox.isEmpty() ? ready.poll() : null;
  }

  private FailoverResult batch(Ticket turn) {
    FailoverResult.Builder batch = Results.value(state).toBuilder();
    int bytes = 0;
    for (Sent each : inbox) {
      bytes += each.size();
      if (handed == MOST_MESSAGES || (handed > 0 && bytes > MOST_BYTES)) {
        break;
      }
      batch.addMessages(each.message());
      handed++;
    }
    busy = turn;
    return batch.build();
  }

  /** A message that was handed out takes what was made of it along. */
  @Override
  public void cancel(Ticket ticket) {
    ready.remove(ticket);
    int at = 0;
    for (Iterator<Sent> each = inbox.iterator(); each.hasNext(); at++) {
      Sent sent = each.next();
      if (sent.ticket().equals(ticket)) {
        each.remove();
        room.free(sent.size());
        if (at < handed) {
          free();
          handOut();
        }
        return;
      }
    }
  }

  /** Messages stay: they were taken. */
  @Override
  public void ended(Set<Long> sessions, long index) {
    ready.removeIf(each -> sessions.contains(each.session()));
    if (busy != null && sessions.contains(busy.session())) {
      free();
    }
    handOut();
  }

  @Override
  public FailoverResult answer(FailoverQuery query) {
    return Results.refused("an unknown question to an actor");
  }

  @Override
  public boolean isEmpty() {
    return state == null && inbox.isEmpty() && ready.isEmpty() && busy == null;
  }

  @Override
  public void write(String name, FailoverSnapshot.Builder snapshot) {
    FailoverSnapshot.ActorState.Builder actor =
        FailoverSnapshot.ActorState.newBuilder().setName(name).setHanded(handed);
    if (state != null) {
      actor.setState(state);
    }
    if (busy != null) {
      actor.setBusy(busy.written());
    }
    inbox.forEach(each -> actor.addInbox(FailoverSnapshot.Sent.newBuilder()
        .setTicket(each.ticket().written())
        .setMessage(each.message())));
    ready.forEach(each -> actor.addReady(each.written()));
    snapshot.addActors(actor);
  }
}
