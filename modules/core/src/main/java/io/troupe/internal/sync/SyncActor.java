package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectMessage;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Lets a {@link SyncState} be told one thing after the other. It has one phase, and ends when it is unused. */
final class SyncActor {
  private SyncActor() {}

  static Behavior<ObjectMessage> create(SyncState state) {
    return Behaviors.receive(ObjectMessage.class)
        .onMessage(ObjectMessage.Request.class, request -> {
          state.onRequest(request);
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
