package io.troupe.e2e.actor;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Says again what it is told. */
final class Echo {
  record Say<T>(T what, ActorRef<T> to) {}

  private Echo() {}

  static <T> Behavior<Say<T>> create() {
    return Behaviors.receiveMessage(say -> {
      say.to().tell(say.what());
      return Behaviors.same();
    });
  }
}
