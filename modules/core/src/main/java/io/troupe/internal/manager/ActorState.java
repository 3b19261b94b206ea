package io.troupe.internal.manager;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.CodeThreads;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Referent;
import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor of the program's. It runs on Pekko's dispatcher for code that blocks, where it can hold up none of Troupe's. */
final class ActorState implements ActorCalls {
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
  ActorState(Behavior<Object> behavior) {
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

  Referent referent() {
    return Referent.of(ActorCalls.class, this, Trait.RUNS_CODE).ending(() -> parent.tell(End.END));
  }

  @Override
  public void tell(Element message) {
    actor.join().tell(Objects.requireNonNull(message.take(), "message"));
  }

  @Override
  public CompletableFuture<Element> ask(
      Code<Function<ActorRef<Object>, Object>> message, Duration timeout) {
    TroupeRuntime runtime = TroupeRuntime.current();
    return AskPattern.<Object, Object>ask(
            actor.join(),
            message.function()::apply,
            timeout,
            runtime.actors().system().scheduler())
        .thenApplyAsync(answer -> Element.encode(runtime.payloads(), answer), CodeThreads::run)
        .toCompletableFuture();
  }
}
