package io.troupe.internal.cluster.ledger;

import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverPermitCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A semaphore, or a lock, which is one with a single permit. Who gets a permit gets the index of
 * the entry by which it got it, too: of a lock, each holder's is larger than those before.
 */
final class PermitThing implements Thing {
  private final FailoverKind kind;
  private final int permits;
  private final Late late;
  private final Set<Ticket> holders = new LinkedHashSet<>();
  private final Deque<Ticket> waiting = new ArrayDeque<>();

  PermitThing(FailoverKind kind, int permits, Late late) {
    this.kind = kind;
    this.permits = permits;
    this.late = late;
  }

  static PermitThing of(FailoverSnapshot.PermitState written, Late late) {
    PermitThing permit = new PermitThing(written.getKind(), written.getPermits(), late);
    written.getHoldersList().forEach(each -> permit.holders.add(Ticket.of(each)));
    written.getWaitingList().forEach(each -> permit.waiting.add(Ticket.of(each)));
    return permit;
  }

  @Override
  public FailoverResult apply(long index, FailoverCommand command) {
    FailoverPermitCommand change = command.getPermit();
    if (change.getPermits() != permits) {
      return Results.refused("the semaphore '" + command.getName() + "' is in use with " + permits
          + " permits, not with " + change.getPermits());
    }
    return switch (change.getChangeCase()) {
      case ACQUIRE -> acquire(index, Ticket.of(command), change.getAcquire());
      case RELEASE -> release(index, new Ticket(command.getSession(), change.getRelease()));
      case CHANGE_NOT_SET -> Results.refused("an unknown command to a lock");
    };
  }

  private FailoverResult acquire(long index, Ticket ticket, boolean wait) {
    if (holders.size() < permits) { // then there is no waiter
      holders.add(ticket);
      return Results.number(index);
    } else if (wait) {
      waiting.add(ticket);
      return Results.WAITING;
    }
    return Results.NOT_DONE;
  }

  private FailoverResult release(long index, Ticket ticket) {
    boolean held = holders.remove(ticket);
    handOn(index);
    return Results.done(held);
  }

  private void handOn(long index) {
    while (holders.size() < permits && !waiting.isEmpty()) {
      Ticket next = waiting.remove();
      holders.add(next);
      late.settle(next, Results.number(index));
    }
  }

  @Override
  public void cancel(Ticket ticket) {
    waiting.remove(ticket);
  }

  @Override
  public void ended(Set<Long> sessions, long index) {
    waiting.removeIf(each -> sessions.contains(each.session()));
    holders.removeIf(each -> sessions.contains(each.session()));
    handOn(index);
  }

  @Override
  public FailoverResult answer(FailoverQuery query) {
    return Results.number(holders.size());
  }

  @Override
  public boolean isEmpty() {
    return holders.isEmpty() && waiting.isEmpty();
  }

  @Override
  public void write(String name, FailoverSnapshot.Builder snapshot) {
    FailoverSnapshot.PermitState.Builder state =
        FailoverSnapshot.PermitState.newBuilder().setName(name).setKind(kind).setPermits(permits);
    holders.forEach(each -> state.addHolders(each.written()));
    waiting.forEach(each -> state.addWaiting(each.written()));
    snapshot.addPermits(state);
  }
}
