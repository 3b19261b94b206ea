package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.RequestWithdrawn;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncAcquired;

/**
 * A thread somewhere that waits for its turn.
 *
 * @param request what it asked, not answered yet
 * @param token of its process; 0 if it has none
 * @param sinceNanos when it began, as {@link System#nanoTime}
 */
record Turn(ObjectMessage.Request request, int token, long sinceNanos) {

  /** Names a turn among those of all callers. */
  record Key(Caller caller, long correlation) {}

  static Turn of(ObjectMessage.Request request, int token) {
    return new Turn(request, token, System.nanoTime());
  }

  Caller caller() {
    return request.caller();
  }

  Key key() {
    return new Key(caller(), request.frame().getCorrelation());
  }

  boolean canWait() {
    return !wish().getNoWait();
  }

  private SyncAcquire wish() {
    return request.frame().getSyncAcquire();
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
    request.reply(
        Frame.newBuilder().setSyncAcquired(SyncAcquired.newBuilder().setAbandoned(abandoned)));
  }

  /** It need not wait any more. */
  void over() {
    request.reply(Frame.newBuilder().setDone(Done.getDefaultInstance()));
  }

  /** It gets nothing, as it wished. */
  void withdrawn() {
    request.reply(Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
  }
}
