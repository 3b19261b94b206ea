package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.dispatch.sysmsg.DeathWatchNotification;

/**
 * Decodes what comes from other processes for an actor that knows nothing of those, and keeps it in
 * order.
 */
final class Forwarder {
  /** There is nothing to forward any more. */
  enum End {
    END
  }

  private Forwarder() {}

  static Behavior<Object> to(InternalActorRef target) {
    return Behaviors.receive(Object.class)
        .onMessage(Arrival.class, arrival -> {
          forward(arrival, target);
          return Behaviors.same();
        })
        // Behind the last message of the actor that has ended.
        .onMessage(DeathWatchNotification.class, notification -> {
          target.sendSystemMessage(notification);
          return Behaviors.same();
        })
        .onMessageEquals(End.END, Behaviors::stopped)
        .build();
  }

  private static void forward(Arrival arrival, InternalActorRef target) {
    try {
      Object message = arrival.open();
      if (message != null && target.isTerminated()) {
        arrival.refuse(new OwnerLostException("The actor " + target.path().name() + " has ended"));
      }
      if (message != null) {
        target.tell(message, ActorRef.noSender());
      }
    } finally {
      arrival.processed();
    }
  }
}
