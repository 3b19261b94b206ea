package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.Tokens;

/** A {@code Lock} or {@code RLock} at its owner. */
final class LockState implements SyncState {
  private static final int MOST_TOKENS = 0xFFFF;

  private final CellMemory place;
  private final LockCell cell;
  private final Tokens tokens = new Tokens(MOST_TOKENS);
  private final LockLine line;

  LockState(CellMemory place, boolean reentrant) {
    this.place = place;
    this.cell = new LockCell(place.memory());
    this.line = new LockLine(cell, reentrant, tokens::isUsed);
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getSync().getBodyCase()) {
      case ATTACH -> place.attach(request, tokens.of(request.caller()));
      case ACQUIRE -> line.acquire(Turn.of(request, tokens.of(request.caller())));
      case RELEASE -> line.release(request, tokens.of(request.caller()));
      case WAKE -> line.serve();
      case QUERY -> request.reply(SyncFrames.status(cell.word(), cell.count()));
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  @Override
  public void onWithdrawn(Waiter waiter) {
    line.withdraw(waiter);
  }

  @Override
  public void onGone(Caller caller) {
    line.gone(caller, tokens.remove(caller));
  }

  @Override
  public void onUnused() {
    place.close();
  }
}
