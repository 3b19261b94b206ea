package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The owner's end of one of these objects: what its actor knows and decides. Plain: called by one thread at a time, never
 * blocks.
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

  /** Returns the actor that tells {@code state} one thing after the other. It has one phase, and ends when it is unused. */
  static Behavior<ObjectMessage> actor(SyncState state) {
    return Behaviors.receive(ObjectMessage.class)
        .onMessage(ObjectMessage.Request.class, request -> {
          if (request.frame().hasWithdrawRequest()) {
            state.onWithdrawn(request.waiter());
          } else {
            state.onRequest(request);
          }
          return Behaviors.same();
        })
        .onMessage(ObjectMessage.CallerGone.class, gone -> {
          state.onGone(gone.caller());
          return Behaviors.same();
        })
        .onMessageEquals(ObjectMessage.Unused.INSTANCE, () -> {
          state.onUnused();
          return Behaviors.stopped();
        })
        .build();
  }
}
