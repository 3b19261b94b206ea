package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncAcquired;
import io.troupe.proto.SyncFrame;

/**
 * A thread somewhere that waits for its turn.
 *
 * @param request what it asked, not answered yet
 * @param token of its process; 0 if it has none
 * @param sinceNanos when it began, as {@link System#nanoTime}
 */
record Turn(ObjectMessage.Request request, int token, long sinceNanos) {
  static Turn of(ObjectMessage.Request request, int token) {
    return new Turn(request, token, System.nanoTime());
  }

  Caller caller() {
    return request.caller();
  }

  Waiter waiter() {
    return request.waiter();
  }

  boolean canWait() {
    return !wish().getNoWait();
  }

  private SyncAcquire wish() {
    return request.frame().getSync().getAcquire();
  }

  /** Returns how many permits it wants, or how often it wants to hold the lock; 1 or more. */
  int count() {
    return Math.max(1, wish().getCount());
  }

  /** Returns the word of a lock that it holds. */
  long holder() {
    return LockWord.heldBy(token, wish().getThread());
  }

  /** It has what it asked for. */
  void acquired(boolean abandoned) {
    SyncAcquired acquired = SyncAcquired.newBuilder().setAbandoned(abandoned).build();
    request.reply(SyncFrames.frame(SyncFrame.newBuilder().setAcquired(acquired)));
  }
}
