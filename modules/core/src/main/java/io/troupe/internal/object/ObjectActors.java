package io.troupe.internal.object;

import io.troupe.internal.system.Actors;
import io.troupe.internal.system.CallerThreads;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.BehaviorSignalInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
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
  static ObjectActors start(Actors actors, long runtime) {
    CompletableFuture<ActorRef<Spawn>> started = new CompletableFuture<>();
    actors.spawn(create(started), "objects-" + Long.toUnsignedString(runtime), CallerThreads.PROPS);
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

  /** @param ended is called when the actor has ended, stopped or failed */
  ActorRef<ObjectMessage> spawn(
      Behavior<ObjectMessage> behavior, String name, Props props, Runnable ended) {
    CompletableFuture<ActorRef<ObjectMessage>> spawned = new CompletableFuture<>();
    parent.tell(new Spawn(StopSignal.after(behavior, ended), name, props, spawned));
    return spawned.join();
  }

  /** Tells that an actor has ended, whether it stopped or failed. */
  private static final class StopSignal extends BehaviorSignalInterceptor<ObjectMessage> {
    private final Runnable ended;

    private StopSignal(Runnable ended) {
      this.ended = ended;
    }

    static Behavior<ObjectMessage> after(Behavior<ObjectMessage> behavior, Runnable ended) {
      return Behaviors.intercept(() -> new StopSignal(ended), behavior);
    }

    @Override
    public Behavior<ObjectMessage> aroundSignal(
        TypedActorContext<ObjectMessage> context,
        Signal signal,
        BehaviorInterceptor.SignalTarget<ObjectMessage> target) {
      Behavior<ObjectMessage> next = target.apply(context, signal);
      if (signal instanceof PostStop) {
        ended.run();
      }
      return next;
    }
  }
}
