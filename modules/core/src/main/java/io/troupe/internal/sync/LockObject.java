package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncReleased;

/** A {@code Lock} or {@code RLock} at its owner. */
final class LockObject implements SyncState {
  private static final int MOST_TOKENS = 0xFFFF;

  private final Place place;
  private final MutexCell cell;
  private final Tokens tokens = new Tokens(MOST_TOKENS);
  private final MutexState state;

  LockObject(Place place, boolean reentrant) {
    this.place = place;
    this.cell = new MutexCell(place.memory());
    this.state = new MutexState(cell, reentrant, tokens::isUsed);
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case SYNC_ATTACH -> place.attach(request, tokens.of(request.caller()));
      case SYNC_ACQUIRE -> state.acquire(Turn.of(request, tokens.of(request.caller())));
      case SYNC_RELEASE -> release(request);
      case SYNC_WAKE -> state.serve();
      case SYNC_QUERY -> request.reply(Answers.state(cell.word(), cell.count()));
      case WITHDRAW_REQUEST -> state.withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void release(ObjectMessage.Request request) {
    SyncRelease wish = request.frame().getSyncRelease();
    try {
      int count = state.release(tokens.of(request.caller()), wish.getThread(), wish.getAll());
      request.reply(Frame.newBuilder().setSyncReleased(SyncReleased.newBuilder().setCount(count)));
    } catch (IllegalStateException | IllegalMonitorStateException e) {
      request.reply(Refusals.encode(e));
    }
  }

  @Override
  public void onGone(Caller caller) {
    state.gone(caller, tokens.remove(caller));
  }

  @Override
  public void onUnused() {
    place.close();
  }
}
