package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.proto.SyncAcquire;

/** Where a cell's waiters wait: the actor, as the users of the cell need it. Thread-safe. */
interface Home {

  /** Returns the token by which cells name this process. */
  int token();

  /** Returns whether the owner is gone, so that nobody learns any more when a holder dies. */
  boolean isLost();

  OwnerLostException lost();

  /** Asks for what could not be taken from the cell. */
  Answer ask(SyncAcquire.Builder wish);

  /** Waits for the answer as {@link Waits#await} does. Returns whether it was given. */
  boolean await(Answer answer, long nanos) throws InterruptedException;

  /** Tells the actor that the cell was changed, and somebody waits. Never blocks, and never fails. */
  void wake();
}
