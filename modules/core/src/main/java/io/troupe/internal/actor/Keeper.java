package io.troupe.internal.actor;

import io.troupe.function.Task0;
import io.troupe.internal.system.InternalThreads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The parent of the actors that are started in this process for others, and the watcher of all that
 * others refer to.
 */
final class Keeper {
  private interface Command {}

  private record Spawn(
      Task0<Behavior<Object>> factory, String name, CompletableFuture<ActorRef<Object>> spawned)
      implements Command {}

  private record Watch(InternalActorRef ref) implements Command {}

  private record Unwatch(InternalActorRef ref) implements Command {}

  private record Stop(InternalActorRef ref) implements Command {}

  /** Hears of the ends of actors. */
  interface Ends {
    /**
     * Called once for each.
     *
     * @param cause why it failed; null where it stopped by itself
     */
    void ended(InternalActorRef ref, @Nullable Throwable cause);
  }

  private final ActorRef<Command> actor;

  private Keeper(ActorRef<Command> actor) {
    this.actor = actor;
  }

  static Keeper start(ActorRefs refs, Ends ends) {
    Behavior<Command> behavior = Behaviors.setup(context -> behavior(context, ends));
    return new Keeper(refs.actors().spawn(behavior, "keeper", InternalThreads.PROPS));
  }

  private static Behavior<Command> behavior(ActorContext<Command> context, Ends ends) {
    return Behaviors.receive(Command.class)
        .onMessage(Spawn.class, spawn -> {
          spawn(context, spawn);
          return Behaviors.same();
        })
        .onMessage(Watch.class, watch -> {
          context.watch(ActorRefAdapter.apply(watch.ref()));
          return Behaviors.same();
        })
        .onMessage(Unwatch.class, unwatch -> {
          context.unwatch(ActorRefAdapter.apply(unwatch.ref()));
          return Behaviors.same();
        })
        .onMessage(Stop.class, stop -> {
          context.stop(ActorRefAdapter.apply(stop.ref()));
          return Behaviors.same();
        })
        .onSignal(ChildFailed.class, failed -> {
          ends.ended(ActorRefAdapter.toClassic(failed.getRef()), failed.getCause());
          return Behaviors.same();
        })
        .onSignal(Terminated.class, terminated -> {
          ends.ended(ActorRefAdapter.toClassic(terminated.getRef()), null);
          return Behaviors.same();
        })
        .build();
  }

  private static void spawn(ActorContext<Command> context, Spawn spawn) {
    try {
      ActorRef<Object> child = context.spawn(begin(spawn), spawn.name());
      context.watch(child);
    } catch (RuntimeException e) { // the name is taken, or is none
      spawn.spawned().completeExceptionally(e);
    }
  }

  /** The program's factory runs on the thread of its own actor. */
  private static Behavior<Object> begin(Spawn spawn) {
    return Behaviors.setup(context -> {
      Behavior<Object> made;
      try {
        made = Objects.requireNonNull(spawn.factory().call(), "the factory returned null");
      } catch (Throwable e) {
        spawn.spawned().completeExceptionally(e);
        throw e;
      }
      spawn.spawned().complete(context.getSelf());
      return Behaviors.intercept(TakesArrivals::new, made);
    });
  }

  CompletableFuture<ActorRef<Object>> spawn(Task0<Behavior<Object>> factory, String name) {
    CompletableFuture<ActorRef<Object>> spawned = new CompletableFuture<>();
    actor.tell(new Spawn(factory, name, spawned));
    return spawned;
  }

  void watch(InternalActorRef ref) {
    actor.tell(new Watch(ref));
  }

  void unwatch(InternalActorRef ref) {
    actor.tell(new Unwatch(ref));
  }

  void stop(InternalActorRef ref) {
    actor.tell(new Stop(ref));
  }
}
