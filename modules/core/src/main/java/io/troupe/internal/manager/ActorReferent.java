package io.troupe.internal.manager;

import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** An actor of the program's. It runs on Pekko's dispatcher for code that blocks, where it can hold up none of Troupe's. */
final class ActorReferent implements Referent {
  private static final String PREFIX = "managed-actor-";

  /** What the parent of the program's actor is told: to end both, once the object has ended. */
  private enum End {
    END
  }

  private final Behavior<Object> behavior;
  private final CompletableFuture<Long> object = new CompletableFuture<>();
  private final CompletableFuture<ActorRef<Object>> actor = new CompletableFuture<>();
  private final ActorRef<End> parent;

  @SuppressWarnings("this-escape") // the parent uses nothing before it is complete
  ActorReferent(Behavior<Object> behavior) {
    this.behavior = behavior;
    String name =
        PREFIX + Integer.toUnsignedString(System.identityHashCode(this)) + "-" + System.nanoTime();
    parent = TroupeRuntime.current().actors().spawn(parent(), name);
  }

  /** Ends the object when the actor ends by itself. */
  void onEnd(long number) {
    object.complete(number);
  }

  private Behavior<End> parent() {
    return Behaviors.setup(context -> {
      ActorRef<Object> child = context.spawn(behavior, "behavior", DispatcherSelector.blocking());
      context.watch(child);
      actor.complete(child);
      return Behaviors.receive(End.class)
          .onMessageEquals(End.END, Behaviors::stopped)
          .onSignal(Terminated.class, terminated -> {
            object.thenAccept(TroupeRuntime.current().objects()::end);
            return Behaviors.stopped();
          })
          .build();
    });
  }

  @Override
  public @Nullable CompletableFuture<List<Item>> start(String method, List<Item> arguments) {
    return method.equals("ask") ? ask(arguments) : null;
  }

  @SuppressWarnings("unchecked") // The façade's types say so.
  private CompletableFuture<List<Item>> ask(List<Item> functionAndTimeout) {
    Function<ActorRef<Object>, Object> message = functionAndTimeout.get(0).as(Function.class);
    Duration timeout = functionAndTimeout.get(1).as(Duration.class);
    ActorSystem<?> system = TroupeRuntime.current().actors().system();
    return AskPattern.<Object, Object>ask(actor.join(), message::apply, timeout, system.scheduler())
        .thenApplyAsync(answer -> Referent.one(Item.encode(answer)), Worker::run)
        .toCompletableFuture();
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    if (!method.equals("tell")) {
      throw Unknown.method(method);
    }
    actor.join().tell(Objects.requireNonNull(arguments.get(0).value(), "message"));
    return NOTHING;
  }

  @Override
  public boolean runsCode() {
    return true;
  }

  @Override
  public void close() {
    parent.tell(End.END);
  }
}
