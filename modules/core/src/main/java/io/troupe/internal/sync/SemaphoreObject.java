package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncReleased;
import java.util.HashMap;
import java.util.Map;

/** A semaphore at its owner: who waits for permits, in order, and who holds how many. */
final class SemaphoreObject implements SyncState {
  private static final long FLAGS =
      SemaphoreCell.WAITED_FOR | SemaphoreCell.NOTIFIED | SemaphoreCell.RESERVED;

  private final Place place;
  private final SemaphoreCell cell;
  private final int initial;
  private final int bound;
  private final Tokens tokens = new Tokens(SemaphoreCell.PROCESSES);
  // Of those who found no place in the cell.
  private final Map<Caller, Integer> counts = new HashMap<>();
  private final WaitingLine line = new WaitingLine();

  /**
   * @param initial permits, at least 0
   * @param bound which the value never exceeds
   */
  SemaphoreObject(Place place, int initial, int bound) {
    this.place = place;
    this.cell = new SemaphoreCell(place.memory());
    this.initial = initial;
    this.bound = bound;
    cell.change(0, initial);
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case SYNC_ATTACH -> place.attach(request, tokens.of(request.caller()));
      case SYNC_ACQUIRE -> acquire(Turn.of(request, tokens.find(request.caller())));
      case SYNC_RELEASE -> release(request);
      case SYNC_WAKE -> serve();
      case SYNC_QUERY ->
        request.reply(Answers.state(cell.word(), SemaphoreCell.value(cell.word())));
      case WITHDRAW_REQUEST -> withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void acquire(Turn turn) {
    if (turn.canWait()) {
      line.add(turn);
      serve();
    } else if (line.isEmpty() && cell.tryTake(turn.count())) {
      given(turn);
    } else {
      turn.withdrawn();
    }
  }

  private void given(Turn turn) {
    count(turn.caller(), turn.token(), turn.count());
    turn.acquired(false);
  }

  private void count(Caller caller, int token, int permits) {
    if (token != 0) {
      cell.count(token, permits);
    } else {
      counts.merge(caller, permits, Integer::sum);
    }
  }

  /** Permits were released, at least once since somebody waits: whose turn is it? */
  private void serve() {
    while (!line.isEmpty()) {
      long seen = cell.word();
      Turn first = line.first();
      if (SemaphoreCell.value(seen) < first.count()) {
        if (cell.change(seen, waitedFor(seen))) {
          return;
        }
      } else if (cell.change(seen, seen - first.count())) {
        line.remove(first);
        given(first);
      }
    }
    clearFlags();
  }

  private long waitedFor(long seen) {
    long flagged = (seen & ~FLAGS) | SemaphoreCell.WAITED_FOR;
    return line.isFirstStarving() ? flagged | SemaphoreCell.RESERVED : flagged;
  }

  private void clearFlags() {
    long seen;
    do {
      seen = cell.word();
    } while ((seen & FLAGS) != 0 && !cell.change(seen, seen & ~FLAGS));
  }

  private void withdraw(ObjectMessage.Request withdrawal) {
    Turn turn = line.withdraw(withdrawal);
    if (turn != null) {
      turn.withdrawn();
      serve();
    }
  }

  private void release(ObjectMessage.Request request) {
    int permits = request.frame().getSyncRelease().getCount();
    try {
      cell.give(permits, bound);
    } catch (IllegalStateException e) {
      request.reply(Refusals.encode(e));
      return;
    }
    count(request.caller(), tokens.find(request.caller()), -permits);
    serve();
    request.reply(Frame.newBuilder().setSyncReleased(SyncReleased.getDefaultInstance()));
  }

  @Override
  public void onGone(Caller caller) {
    line.drop(caller);
    int token = tokens.remove(caller);
    Integer held = token != 0 ? Integer.valueOf(cell.clearCount(token)) : counts.remove(caller);
    if (held != null && held > 0) {
      giveBack(held);
    }
    serve(); // whoever told us last may have been about to
  }

  // Where one process acquires what another releases, what a process has acquired is not in its
  // hands: never more than there were at first.
  private void giveBack(int held) {
    long seen;
    int missing;
    do {
      seen = cell.word();
      missing = Math.min(held, initial - SemaphoreCell.value(seen));
    } while (missing > 0 && !cell.change(seen, seen + missing));
  }

  @Override
  public void onUnused() {
    place.close();
  }
}
