package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.system.Role;

/**
 * The owner's end of one of these objects: what its actor knows and decides. Plain: called by one
 * thread at a time, never blocks.
 */
interface SyncState {
  /** Answers a request, now or later. */
  void onRequest(ObjectMessage.Request request);

  /** A thread does not want an answer any more, if it has none yet. */
  void onWithdrawn(Waiter waiter);

  /** A process has ended: it waits no more, and holds nothing. */
  void onGone(Caller caller);

  /** No process will ask any more. */
  default void onUnused() {}

  /**
   * Returns the role of an actor that tells {@code state} one thing after the other. It ends when
   * it is unused.
   */
  static Role<ObjectMessage> role(SyncState state) {
    return message -> {
      if (message instanceof ObjectMessage.Request request) {
        tell(state, request);
      } else if (message instanceof ObjectMessage.CallerGone gone) {
        state.onGone(gone.caller());
      } else {
        state.onUnused();
        return false;
      }
      return true;
    };
  }

  private static void tell(SyncState state, ObjectMessage.Request request) {
    if (request.frame().hasWithdrawRequest()) {
      state.onWithdrawn(request.waiter());
    } else {
      state.onRequest(request);
    }
  }
}
