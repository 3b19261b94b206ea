package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.sync.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An actor that takes nothing is not waited for without end. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlowActorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What is more than any sender may have under way. */
  private static final int TOO_MANY = 100_000;

  private interface Command {}

  private record Work(int number) implements Command {}

  private record HowMany(ActorRef<Integer> replyTo) implements Command {}

  /** Takes nothing until it may. */
  private static Behavior<Command> waitsFor(Event release) {
    int[] taken = {0};
    return Behaviors.receive(Command.class)
        .onMessage(Work.class, work -> {
          release.await();
          taken[0]++;
          return Behaviors.same();
        })
        .onMessage(HowMany.class, question -> {
          question.replyTo().tell(taken[0]);
          return Behaviors.same();
        })
        .build();
  }

  /** Completes with the number of the first that becomes a dead letter here. */
  private static CompletableFuture<Integer> firstLost() {
    CompletableFuture<Integer> number = new CompletableFuture<>();
    ActorRef<DeadLetter> letters = Actors.in(Process.current())
        .spawn(
            () -> Behaviors.receiveMessage(letter -> {
              if (letter.message() instanceof Work work) {
                number.complete(work.number());
              }
              return Behaviors.same();
            }),
            "dead-letters");
    Adapter.toClassic(Actors.system())
        .eventStream()
        .subscribe(Adapter.toClassic(letters), DeadLetter.class);
    return number;
  }

  @Test
  void tell_takesNothingForTenSeconds_isADeadLetter_theOthersArrive() throws Exception {
    Event release = Event.create();
    ActorRef<Command> actor = Actors.spawn(() -> waitsFor(release), "slow");
    CompletableFuture<Integer> firstLost = firstLost();
    for (int sent = 0; sent < TOO_MANY && !firstLost.isDone(); sent++) {
      actor.tell(new Work(sent));
    }
    int delivered = firstLost.get();
    release.set();
    await() // until the first are known to be taken, the actor has room for nothing
        .atMost(LIMIT)
        .ignoreException(OwnerLostException.class)
        .untilAsserted(
            () -> assertThat(Actors.ask(actor, HowMany::new, LIMIT)).isEqualTo(delivered));
    Actors.stop(actor);
  }
}
