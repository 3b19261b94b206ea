package io.troupe.e2e.actor;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Says a hundred words to who asks, and ends. */
final class Talker {
  static final int WORDS = 100;

  /** Whom to listen to, and to whom to pass on what is heard. */
  record Listen(ActorRef<ActorRef<Object>> talker, ActorRef<Object> to) {}

  private Talker() {}

  static Behavior<ActorRef<Object>> create() {
    return Behaviors.receiveMessage(listener -> {
      for (int i = 0; i < WORDS; i++) {
        listener.tell("word " + i);
      }
      return Behaviors.stopped();
    });
  }

  static Behavior<Object> listener() {
    return Behaviors.receive(Object.class)
        .onMessage(Listen.class, listen -> listening(listen))
        .build();
  }

  private static Behavior<Object> listening(Listen listen) {
    return Behaviors.setup(context -> {
      context.watch(listen.talker());
      listen.talker().tell(context.getSelf());
      return Behaviors.receive(Object.class)
          .onMessage(String.class, word -> {
            listen.to().tell(word);
            return Behaviors.same();
          })
          .onSignal(Terminated.class, terminated -> {
            listen.to().tell("terminated");
            return Behaviors.stopped();
          })
          .build();
    });
  }
}
