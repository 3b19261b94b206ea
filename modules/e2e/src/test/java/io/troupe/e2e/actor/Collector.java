package io.troupe.e2e.actor;

import io.troupe.actor.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor of this process that keeps the numbers that it hears, and sees whom it heard end. */
final class Collector {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Whose end to look for. */
  private record Follow(ActorRef<Integer> whom) {}

  private final List<Integer> heard = new ArrayList<>(); // guarded by itself
  private final CompletableFuture<List<Integer>> atTheEnd = new CompletableFuture<>();
  private final ActorRef<Object> ref;

  Collector() {
    ref = Actors.system()
        .systemActorOf(behavior(), "collector-" + NAMES.incrementAndGet(), Props.empty());
  }

  private Behavior<Object> behavior() {
    return Behaviors.setup(context -> Behaviors.receive(Object.class)
        .onMessage(Integer.class, number -> {
          add(number);
          return Behaviors.same();
        })
        .onMessage(Follow.class, follow -> {
          context.watch(follow.whom());
          return Behaviors.same();
        })
        .onSignal(Terminated.class, terminated -> {
          atTheEnd.complete(heard());
          return Behaviors.same();
        })
        .build());
  }

  private void add(int number) {
    synchronized (heard) {
      heard.add(number);
    }
  }

  ActorRef<Integer> ref() {
    return ref.unsafeUpcast();
  }

  List<Integer> heard() {
    synchronized (heard) {
      return List.copyOf(heard);
    }
  }

  void follow(ActorRef<Integer> whom) {
    ref.tell(new Follow(whom));
  }

  /** Returns what was heard when the one that is followed had ended. */
  CompletableFuture<List<Integer>> atTheEnd() {
    return atTheEnd;
  }
}
