package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.EventWait;

/** An event at its owner: who waits. All of them began when the event had been set as often. */
final class EventObject implements SyncState {
  private static final int ANY_TOKEN = 1;

  private final Place place;
  private final EventCell cell;
  private final WaitingLine line = new WaitingLine();
  private long timesSet;

  EventObject(Place place) {
    this.place = place;
    this.cell = new EventCell(place.memory());
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case SYNC_ATTACH -> place.attach(request, ANY_TOKEN);
      case EVENT_WAIT -> await(request);
      case EVENT_CHANGE -> change(request);
      case SYNC_WAKE -> releaseIfSet();
      case SYNC_QUERY -> request.reply(Answers.state(cell.word(), line.size()));
      case WITHDRAW_REQUEST -> withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void await(ObjectMessage.Request request) {
    releaseIfSet();
    EventWait wish = request.frame().getEventWait();
    long times = wish.hasSeen() ? wish.getSeen() : EventCell.times(cell.word());
    Turn turn = Turn.of(request, ANY_TOKEN);
    if (cell.tryAnnounce(times)) {
      timesSet = times;
      line.add(turn);
    } else {
      turn.over();
    }
  }

  // Not only when somebody tells: who was to may have died.
  private void releaseIfSet() {
    if (!line.isEmpty() && cell.isSetSince(timesSet)) {
      line.removeAll().forEach(Turn::over);
    }
  }

  private void change(ObjectMessage.Request request) {
    if (request.frame().getEventChange().getSet()) {
      cell.set();
      releaseIfSet();
    } else {
      cell.clear();
    }
    request.reply(Answers.done());
  }

  private void withdraw(ObjectMessage.Request withdrawal) {
    Turn turn = line.withdraw(withdrawal);
    if (turn != null) {
      turn.withdrawn();
    }
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
