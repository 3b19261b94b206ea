package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.EventCell;
import io.troupe.proto.EventWait;

/** An event at its owner: who waits. All of them began when the event had been set as often. */
final class EventState implements SyncState {
  private static final int ANY_TOKEN = 1;

  private final CellMemory place;
  private final EventCell cell;
  private final WaitingLine line = new WaitingLine();
  private long timesSet;

  EventState(CellMemory place) {
    this.place = place;
    this.cell = new EventCell(place.memory());
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getSync().getBodyCase()) {
      case ATTACH -> place.attach(request, ANY_TOKEN);
      case EVENT_WAIT -> await(request);
      case EVENT_CHANGE -> change(request);
      case WAKE -> releaseIfSet();
      case QUERY -> request.reply(SyncFrames.status(cell.word(), line.size()));
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  private void await(ObjectMessage.Request request) {
    releaseIfSet();
    EventWait wish = request.frame().getSync().getEventWait();
    long times = wish.hasSeen() ? wish.getSeen() : EventCell.times(cell.word());
    Turn turn = Turn.of(request, ANY_TOKEN);
    if (cell.tryAnnounce(times)) {
      timesSet = times;
      line.add(turn);
    } else {
      turn.waiter().done();
    }
  }

  // Not only when it is told: the process that was to tell may have died.
  private void releaseIfSet() {
    if (!line.isEmpty() && cell.isSetSince(timesSet)) {
      line.removeAll().forEach(turn -> turn.waiter().done());
    }
  }

  private void change(ObjectMessage.Request request) {
    if (request.frame().getSync().getEventChange().getSet()) {
      cell.set();
      releaseIfSet();
    } else {
      cell.clear();
    }
    request.waiter().done();
  }

  @Override
  public void onWithdrawn(Waiter waiter) {
    line.withdraw(waiter);
  }

  @Override
  public void onGone(Caller caller) {
    line.drop(caller);
    releaseIfSet();
  }

  @Override
  public void onUnused() {
    place.close();
  }
}
