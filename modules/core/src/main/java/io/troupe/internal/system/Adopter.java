package io.troupe.internal.system;

import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The parent of Troupe's actors in an actor system. It makes them on the thread that asks, where
 * the actor system itself would begin each one later on a thread of its own. A child that fails
 * ends alone.
 */
final class Adopter {
  /** What the parent is to do. */
  private record Command(Consumer<ActorContext<Command>> work) {}

  private final ActorRef<Command> parent;

  private Adopter(ActorRef<Command> parent) {
    this.parent = parent;
  }

  static Adopter start(ActorSystem<?> system, String name) {
    return new Adopter(system.systemActorOf(
        Behaviors.receive((context, command) -> {
          command.work().accept(context);
          return Behaviors.same();
        }),
        name,
        CallerThreads.PROPS));
  }

  /** Makes the actor one of the actor system's, unless it ends before. */
  <M> void adopt(LocalActor<M> actor) {
    if (actor.beginAdoption()) {
      parent.tell(new Command(context -> {
        ActorRef<M> child = context.spawn(actor.behavior(), actor.name(), props(actor.threads()));
        actor.adopt(child, () -> parent.tell(new Command(later -> later.stop(child))));
      }));
    }
  }

  private static Props props(ActorThreads threads) {
    return threads == ActorThreads.CALLERS ? CallerThreads.PROPS : InternalThreads.PROPS;
  }
}
