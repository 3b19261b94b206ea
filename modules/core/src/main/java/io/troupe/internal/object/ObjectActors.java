package io.troupe.internal.object;

import io.troupe.internal.system.Actors;
import io.troupe.internal.system.CallerThreads;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The parent of all object actors of this runtime. It makes them at once, on the thread that asks, where the actor system
 * itself would begin each one later on a thread of its own. A child that fails ends alone.
 */
final class ObjectActors {
  private record Spawn(
      Behavior<ObjectMessage> behavior,
      String name,
      Props props,
      CompletableFuture<ActorRef<ObjectMessage>> spawned) {}

  private final ActorRef<Spawn> parent;

  private ObjectActors(ActorRef<Spawn> parent) {
    this.parent = parent;
  }

  /** Starts the parent. Blocks while the actor system still starts. */
  static ObjectActors start(Actors actors) {
    CompletableFuture<ActorRef<Spawn>> started = new CompletableFuture<>();
    actors.spawn(create(started), "objects", CallerThreads.PROPS);
    return new ObjectActors(started.join());
  }

  private static Behavior<Spawn> create(CompletableFuture<ActorRef<Spawn>> started) {
    return Behaviors.setup(context -> {
      started.complete(context.getSelf());
      return Behaviors.receive(Spawn.class)
          .onMessage(Spawn.class, spawn -> {
            spawn.spawned.complete(context.spawn(spawn.behavior, spawn.name, spawn.props));
            return Behaviors.same();
          })
          .build();
    });
  }

  ActorRef<ObjectMessage> spawn(Behavior<ObjectMessage> behavior, String name, Props props) {
    CompletableFuture<ActorRef<ObjectMessage>> spawned = new CompletableFuture<>();
    parent.tell(new Spawn(behavior, name, props, spawned));
    return spawned.join();
  }
}
