package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.e2e.actor.Idioms.Door;
import io.troupe.e2e.actor.Idioms.Measure;
import io.troupe.e2e.actor.Idioms.Measured;
import io.troupe.e2e.actor.Idioms.Words;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Routers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ways in which typed actors are used, with each actor in a process, and those that it speaks to in
 * another one or in this one.
 */
@Timeout(value = 120, unit = SECONDS)
class IdiomsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  private static Process left;
  private static Process right;
  private static Spawner place;
  private static ActorRef<Measure> ruler;
  private static int names;

  @BeforeAll
  static void start() {
    left = Actors.process("left").start();
    right = Actors.process("right").start();
    ruler = Actors.in(right).spawn(Idioms::ruler, "ruler");
    place = Actors.in(left);
    place.spawn(Idioms::ruler, "last"); // the process ends with it
  }

  @AfterAll
  static void kill() throws InterruptedException {
    for (Process process : List.of(left, right)) {
      process.kill();
      process.join();
    }
  }

  private static String name() {
    return "idiom-" + ++names;
  }

  private static <T> TestProbe<T> probe() {
    return TestProbe.create(Actors.system());
  }

  private static String answer(ActorRef<? super Words> actor, String... words) throws Exception {
    ActorRef<Words> asked = actor.narrow();
    return Actors.ask(asked, replyTo -> new Words(List.of(words), replyTo), LIMIT);
  }

  @Test
  void requestResponse() {
    TestProbe<Measured> probe = probe();

    ruler.tell(new Measure("four", probe.getRef()));

    assertThat(probe.receiveMessage(LIMIT)).isEqualTo(new Measured("four", 4, right.pid()));
  }

  @Test
  void askFromOutside() throws Exception {
    CompletionStage<Measured> answer = AskPattern.ask(
        ruler, replyTo -> new Measure("seven", replyTo), LIMIT, Actors.system().scheduler());

    assertThat(answer.toCompletableFuture().get().length()).isEqualTo(5);
  }

  @Test
  void adaptedResponse() throws Exception {
    ActorRef<Measure> to = ruler;
    ActorRef<Object> actor = place.spawn(() -> Idioms.adapting(to), name());

    assertThat(answer(actor, "three")).isEqualTo("adapted 5");
    assertThat(answer(actor, "twelve")).isEqualTo("adapted 6");
  }

  @Test
  void askBetweenActors() throws Exception {
    ActorRef<Measure> to = ruler;
    ActorRef<Object> patient = place.spawn(() -> Idioms.asking(to, LIMIT), name());
    ActorRef<Object> hasty = place.spawn(() -> Idioms.asking(to, SHORT), name());

    assertThat(answer(patient, "one")).isEqualTo("asked 3");
    assertThat(answer(hasty, "never")).isEqualTo("no answer");
  }

  @Test
  void perSessionChild() throws Exception {
    ActorRef<Measure> to = ruler;
    ActorRef<Words> actor = place.spawn(() -> Idioms.sessions(to), name());

    assertThat(answer(actor, "a", "bb", "ccc")).isEqualTo("session 6");
    assertThat(answer(actor, "dddd")).isEqualTo("session 4");
  }

  @Test
  void generalAggregator() throws Exception {
    ActorRef<Measure> to = ruler;
    ActorRef<Words> actor = place.spawn(() -> Idioms.aggregating(to, LIMIT), name());
    ActorRef<Words> hasty = place.spawn(() -> Idioms.aggregating(to, SHORT), name());

    assertThat(answer(actor, "a", "b", "c")).isEqualTo("aggregated 3 of 3");
    assertThat(answer(hasty, "never", "never")).isEqualTo("aggregated 0 of 2");
  }

  @Test
  void latencyTailChopping() throws Exception {
    ActorRef<Measure> there = ruler;
    ActorRef<Measure> beside = place.spawn(Idioms::ruler, name());
    ActorRef<Words> actor =
        place.spawn(() -> Idioms.tailChopping(List.of(beside, there), SHORT), name());

    assertThat(answer(actor, "eleven")).isEqualTo("chopped 6");
  }

  @Test
  void schedulingToSelf() {
    TestProbe<List<String>> probe = probe();
    ActorRef<List<String>> to = probe.getRef();
    ActorRef<Object> actor = place.spawn(() -> Idioms.buncher(to, SHORT), name());

    actor.tell("one");
    actor.tell("two");

    TreeSet<String> heard = new TreeSet<>();
    while (heard.size() < 2) { // all in one bunch, unless the machine is slower than the timer
      heard.addAll(probe.receiveMessage(LIMIT));
    }
    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void stash() throws Exception {
    ActorRef<Measure> to = ruler;
    TestProbe<String> probe = probe();
    ActorRef<Object> actor = place.spawn(() -> Idioms.stashing(to), name());

    for (String word : List.of("a", "b", "c")) {
      actor.tell(new Words(List.of(word), probe.getRef()));
    }

    for (String word : List.of("a", "b", "c")) {
      assertThat(probe.receiveMessage(LIMIT)).isEqualTo(word + " 6");
    }
  }

  @Test
  void stateMachine() {
    TestProbe<String> probe = probe();
    ActorRef<String> to = probe.getRef();
    ActorRef<Door> door = place.spawn(() -> Idioms.door(to), name());

    for (Door message : List.of(Door.CLOSE, Door.OPEN, Door.OPEN, Door.CLOSE)) {
      door.tell(message);
    }

    assertThat(probe.receiveSeveralMessages(4, LIMIT))
        .containsExactly("is closed", "opened", "is open", "closed");
  }

  @Test
  void childrenThatEnd() {
    TestProbe<String> probe = probe();
    ActorRef<String> to = probe.getRef();

    ActorRef<Measure> parent = place.spawn(() -> Idioms.family(List.of("a", "b"), to), name());

    assertThat(probe.receiveSeveralMessages(2, LIMIT))
        .containsExactlyInAnyOrder("ended a", "ended b");
    probe.expectTerminated(parent, LIMIT);
  }

  /** A router of Pekko's in one process; its routees there, too. */
  @Test
  void poolRouter() {
    TestProbe<Measured> probe = probe();
    ActorRef<Measure> router = place.spawn(IdiomsTest::routed, name());

    for (String word : List.of("a", "bb", "ccc", "dddd")) {
      router.tell(new Measure(word, probe.getRef()));
    }

    List<Measured> answers = probe.receiveSeveralMessages(4, LIMIT);
    assertThat(answers).extracting(Measured::length).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(Set.copyOf(answers)).extracting(Measured::process).containsOnly(left.pid());
  }

  static Behavior<Measure> routed() {
    return Behaviors.setup(
        context -> Routers.pool(2, Idioms.ruler()).withRoundRobinRouting().narrow());
  }
}
