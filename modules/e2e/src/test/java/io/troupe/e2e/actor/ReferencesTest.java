package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.internal.object.Objects;
import io.troupe.internal.runtime.TroupeRuntime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand references cross, and leave nothing behind in either process. */
@Timeout(value = 180, unit = SECONDS)
class ReferencesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MANY = 10_000;

  /** What the collector cannot clear at once: registers and stacks that still have some. */
  private static final int FEW = 10;

  private static Process host;
  private static Spawner here;
  private static Spawner there;

  /** What a maker of actors understands. */
  interface Make {}

  /** Makes actors, and tells of each. */
  record MakeAll(ActorRef<Take> to) implements Make {}

  /** Asks how many of the actors are objects, since others refer to them. */
  record CountObjects(ActorRef<Long> replyTo) implements Make {}

  /** What a taker of references understands. */
  interface Take {}

  record TakeOne(ActorRef<Object> one) implements Take {}

  record LetGo(ActorRef<Done> replyTo) implements Take {}

  /** Asks how many references are there, used or not. */
  record CountReferences(ActorRef<Long> replyTo) implements Take {}

  static Behavior<Make> maker() {
    long first = newNumber();
    return Behaviors.setup(context -> Behaviors.receive(Make.class)
        .onMessage(MakeAll.class, make -> {
          for (int i = 0; i < MANY; i++) {
            make.to().tell(new TakeOne(context.spawnAnonymous(Behaviors.empty())));
          }
          return Behaviors.same();
        })
        .onMessage(CountObjects.class, count -> {
          System.gc();
          count.replyTo().tell(objects(first));
          return Behaviors.same();
        })
        .build());
  }

  /** Returns a number that no object had before, and those that come will be above. */
  private static long newNumber() {
    Objects objects = TroupeRuntime.current().objects();
    return objects.create("mark", (number, self) -> message -> true).object();
  }

  private static long objects(long above) {
    Objects objects = TroupeRuntime.current().objects();
    return LongStream.range(above + 1, newNumber()).filter(objects::isThere).count();
  }

  static Behavior<Take> taker() {
    List<ActorRef<Object>> held = new ArrayList<>();
    List<WeakReference<ActorRef<Object>>> known = new ArrayList<>();
    return Behaviors.receive(Take.class)
        .onMessage(TakeOne.class, take -> {
          held.add(take.one());
          known.add(new WeakReference<>(take.one()));
          return Behaviors.same();
        })
        .onMessage(LetGo.class, letGo -> {
          held.clear();
          letGo.replyTo().tell(Done.getInstance());
          return Behaviors.same();
        })
        .onMessage(CountReferences.class, count -> {
          System.gc();
          count.replyTo().tell(known.stream().filter(ref -> !ref.refersTo(null)).count());
          return Behaviors.same();
        })
        .build();
  }

  @BeforeAll
  static void start() {
    host = Actors.process("references").start();
    there = Actors.in(host);
    there.spawn(ReferencesTest::taker, "last"); // the process ends with it
    here = Actors.in(Process.current());
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  private static void assertAllAreLetGo(Spawner from, Spawner to, String name) throws Exception {
    ActorRef<Make> maker = from.spawn(ReferencesTest::maker, name + "-maker");
    ActorRef<Take> taker = to.spawn(ReferencesTest::taker, name + "-taker");

    maker.tell(new MakeAll(taker));
    await().until(() -> count(taker) == MANY);
    assertThat(Actors.ask(maker, CountObjects::new, LIMIT)).isGreaterThanOrEqualTo(MANY);

    Actors.ask(taker, LetGo::new, LIMIT);
    await().until(() -> count(taker) < FEW);
    await().until(() -> Actors.ask(maker, CountObjects::new, LIMIT) < FEW);
    Actors.stop(taker);
    Actors.stop(maker);
  }

  private static long count(ActorRef<Take> taker) throws Exception {
    return Actors.ask(taker, CountReferences::new, LIMIT);
  }

  @Test
  void referencesToActorsThere_heldHere_areCollectedOnBothSides() throws Exception {
    assertAllAreLetGo(there, here, "there");
  }

  @Test
  void referencesToActorsHere_heldThere_areCollectedOnBothSides() throws Exception {
    assertAllAreLetGo(here, there, "here");
  }
}
