package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.Balances;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.Misuse;
import io.troupe.internal.sync.cell.SemaphoreCell;
import io.troupe.internal.sync.cell.Tokens;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncReleased;

/** A semaphore at its owner: who waits for permits, in order, and who holds how many. */
final class SemaphoreState implements SyncState {
  private final CellMemory memory;
  private final SemaphoreCell cell;
  private final int bound;
  private final Tokens tokens = new Tokens(SemaphoreCell.PROCESSES);
  private final Balances balances;
  private final WaitingLine line = new WaitingLine();

  /**
   * @param initial permits, at least 0
   * @param bound which the value never exceeds
   */
  SemaphoreState(CellMemory memory, int initial, int bound) {
    this.memory = memory;
    this.cell = new SemaphoreCell(memory.memory());
    this.bound = bound;
    this.balances = new Balances(cell);
    cell.init(initial);
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getSync().getBodyCase()) {
      case ATTACH -> attach(request);
      case ACQUIRE -> acquire(Turn.of(request, tokens.find(request.caller())));
      case RELEASE -> release(request);
      case WAKE -> serve();
      case QUERY -> request.reply(SyncFrames.status(cell.word(), SemaphoreCell.value(cell.word())));
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  private void attach(ObjectMessage.Request request) {
    boolean isNew = tokens.find(request.caller()) == 0;
    int token = tokens.of(request.caller());
    if (isNew && token != 0) {
      giveBack(balances.end(token)); // of threads that outlived the link of their process
    }
    memory.attach(request, token);
  }

  private void acquire(Turn turn) {
    if (turn.canWait()) {
      line.add(turn);
      serve();
    } else if (!line.isEmpty() || !tryGive(turn)) {
      turn.waiter().withdrawn();
    }
  }

  private boolean tryGive(Turn turn) {
    long seen;
    do {
      seen = cell.word();
      if (SemaphoreCell.value(seen) < turn.count()) {
        return false;
      }
    } while (!cell.takeUncounted(seen, turn.count()));
    given(turn);
    return true;
  }

  private void given(Turn turn) {
    balances.add(turn.caller(), turn.token(), turn.count());
    turn.acquired(false);
  }

  /** Permits were released, at least once since a caller waits: whose turn is it? */
  private void serve() {
    while (!line.isEmpty()) {
      long seen = cell.word();
      Turn first = line.first();
      if (SemaphoreCell.value(seen) < first.count()) {
        if (cell.change(seen, waitedFor())) {
          return;
        }
      } else if (cell.takeUncounted(seen, first.count())) {
        line.remove(first.waiter());
        given(first);
      }
    }
    clearFlags();
  }

  private long waitedFor() {
    return line.isFirstStarving()
        ? SemaphoreCell.WAITED_FOR | SemaphoreCell.RESERVED
        : SemaphoreCell.WAITED_FOR;
  }

  private void clearFlags() {
    long seen;
    do {
      seen = cell.word();
    } while ((seen & SemaphoreCell.FLAGS) != 0 && !cell.change(seen, 0));
  }

  @Override
  public void onWithdrawn(Waiter waiter) {
    line.withdraw(waiter);
    serve();
  }

  private void release(ObjectMessage.Request request) {
    int permits = request.frame().getSync().getRelease().getCount();
    try {
      give(permits);
    } catch (IllegalStateException e) {
      request.reply(Refusals.encode(e));
      return;
    }
    balances.release(request.caller(), tokens.find(request.caller()), permits);
    serve();
    SyncReleased released = SyncReleased.getDefaultInstance();
    request.reply(SyncFrames.frame(SyncFrame.newBuilder().setReleased(released)));
  }

  private void give(int permits) {
    long seen;
    do {
      seen = cell.word();
      if (bound - permits < SemaphoreCell.value(seen)) {
        throw Misuse.tooManyPermits(SemaphoreCell.value(seen), permits, bound);
      }
    } while (!cell.takeUncounted(seen, -permits));
  }

  @Override
  public void onGone(Caller caller) {
    line.drop(caller);
    int token = tokens.remove(caller);
    giveBack(token != 0 ? balances.end(token) : balances.end(caller));
    serve(); // the process that told us last may have been about to
  }

  private void giveBack(int permits) {
    if (permits > 0) {
      give(Math.min(permits, bound - SemaphoreCell.value(cell.word())));
    }
  }

  @Override
  public void onUnused() {
    memory.close();
  }
}
