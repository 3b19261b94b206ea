package io.troupe.internal.actor;

import io.troupe.function.Task0;
import io.troupe.internal.system.InternalThreads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Props;
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

  /** All that were started here stop. */
  private enum End implements Command {
    END
  }

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

  /** @param threads where what it starts runs */
  static Keeper start(ActorRefs refs, String name, Props threads, Ends ends) {
    return start(refs, name, InternalThreads.PROPS, threads, ends);
  }

  /**
   * @param own where it runs itself
   * @param threads where what it starts runs
   */
  static Keeper start(ActorRefs refs, String name, Props own, Props threads, Ends ends) {
    Behavior<Command> behavior = Behaviors.setup(context -> behavior(context, threads, ends));
    return new Keeper(refs.actors().spawn(behavior, name, own));
  }

  private static Behavior<Command> behavior(
      ActorContext<Command> context, Props threads, Ends ends) {
    return Behaviors.receive(Command.class)
        .onMessage(Spawn.class, spawn -> {
          spawn(context, threads, spawn);
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
        .onMessageEquals(End.END, () -> end(context, ends))
        .onSignal(Terminated.class, terminated -> {
          ended(terminated, ends);
          return Behaviors.same();
        })
        .build();
  }

  private static void ended(Terminated terminated, Ends ends) {
    Throwable cause = terminated instanceof ChildFailed failed ? failed.getCause() : null;
    ends.ended(ActorRefAdapter.toClassic(terminated.getRef()), cause);
  }

  /** Stays until it has told of the end of each. */
  private static Behavior<Command> end(ActorContext<Command> context, Ends ends) {
    context.getChildren().forEach(context::stop);
    return context.getChildren().isEmpty()
        ? Behaviors.stopped()
        : Behaviors.receive(Command.class)
            .onMessage(Spawn.class, spawn -> {
              spawn.spawned().completeExceptionally(new IllegalStateException("It has ended"));
              return Behaviors.same();
            })
            .onSignal(Terminated.class, terminated -> {
              ended(terminated, ends);
              return context.getChildren().isEmpty() ? Behaviors.stopped() : Behaviors.same();
            })
            .build();
  }

  private static void spawn(ActorContext<Command> context, Props threads, Spawn spawn) {
    try {
      ActorRef<Object> child = context.spawn(begin(spawn), spawn.name(), threads);
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

  /**
   * Starts an actor.
   *
   * @param begun called on its thread, before it can end
   * @return fails with what the factory throws
   */
  CompletableFuture<ActorRef<Object>> spawn(
      Task0<Behavior<Object>> factory, String name, Consumer<InternalActorRef> begun) {
    CompletableFuture<ActorRef<Object>> spawned = new CompletableFuture<>();
    CompletableFuture<ActorRef<Object>> known = spawned.whenComplete((ref, failure) -> {
      if (ref != null) {
        begun.accept(ActorRefAdapter.toClassic(ref));
      }
    });
    actor.tell(new Spawn(factory, name, spawned));
    return known;
  }

  void watch(InternalActorRef ref) {
    actor.tell(new Watch(ref));
  }

  void unwatch(InternalActorRef ref) {
    actor.tell(new Unwatch(ref));
  }

  /** Ends what was started here, and this. */
  void end() {
    actor.tell(End.END);
  }
}
