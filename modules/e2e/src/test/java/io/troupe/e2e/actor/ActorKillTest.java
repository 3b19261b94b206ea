package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.TroupeException;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process of an actor is killed, in each phase of the actor's life. */
@Timeout(value = 120, unit = SECONDS)
class ActorKillTest {
  private static final long LIMIT_SECONDS = 60;
  private static final int MANY = 6_000;

  /** A question whose answer is its number. */
  record Number(int value, ActorRef<Integer> replyTo) {}

  /** Passes on what it hears. */
  static Behavior<Integer> relay(ActorRef<Integer> to) {
    return Behaviors.receiveMessage(number -> {
      to.tell(number);
      return Behaviors.same();
    });
  }

  static Behavior<Number> answering() {
    return Behaviors.receiveMessage(question -> {
      question.replyTo().tell(question.value());
      return Behaviors.same();
    });
  }

  /** Says in which process it is, and begins when it may. */
  static Behavior<Integer> patient(Queue<Long> begun, Semaphore may, ActorRef<Integer> to)
      throws InterruptedException {
    begun.put(Process.current().pid());
    may.acquire();
    return relay(to);
  }

  private static void kill(long pid) {
    Process.activeChildren().stream()
        .filter(process -> process.pid() == pid)
        .forEach(Process::kill);
  }

  private static void assertFails(CompletableFuture<Throwable> spawning, String name)
      throws Exception {
    assertThat(spawning.get(LIMIT_SECONDS, SECONDS)).isInstanceOf(TroupeException.class);
    awaitNone(name);
  }

  private static void awaitNone(String name) {
    await()
        .until(() -> Process.activeChildren().stream()
            .noneMatch(process -> process.name().equals(name)));
  }

  @Test
  void spawn_processIsKilledBeforeItIsAnswered_fails() throws Exception {
    Queue<Long> begun = Queue.create();
    Semaphore never = Semaphore.create(0);
    ActorRef<Integer> to = new Collector().ref();
    CompletableFuture<Throwable> spawning = CompletableFuture.supplyAsync(() ->
        catchThrowable(() -> Actors.spawn(() -> patient(begun, never, to), "unborn")));

    kill(begun.get());

    assertFails(spawning, "unborn");
  }

  @Test
  void spawnInAProcess_thatIsKilledBeforeItIsAnswered_fails() throws Exception {
    Queue<Long> begun = Queue.create();
    Semaphore never = Semaphore.create(0);
    ActorRef<Integer> to = new Collector().ref();
    Process host = Actors.process("doomed").start();
    CompletableFuture<Throwable> spawning = CompletableFuture.supplyAsync(() -> catchThrowable(
        () -> Actors.in(host).spawn(() -> patient(begun, never, to), "unborn-there")));

    kill(begun.get());

    assertFails(spawning, "doomed");
  }

  /** What arrives is what was sent first, all of it and once, and nothing comes behind the end. */
  @Test
  void messagesUnderWay_arriveInOrderAndOnce_untilTheEnd() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 2; round++) {
      Collector collector = new Collector();
      ActorRef<Integer> to = collector.ref();
      ActorRef<Integer> relay = Actors.spawn(() -> relay(to), "relay-" + round);
      Process process = Actors.processOf(relay).orElseThrow();
      collector.follow(relay);

      sendMany(relay, random.nextInt(MANY), process);

      List<Integer> heard = collector.atTheEnd().get(LIMIT_SECONDS, SECONDS);
      assertThat(heard).isEqualTo(IntStream.range(0, heard.size()).boxed().toList());
      assertThat(collector.heard()).hasSameSizeAs(heard);
    }
  }

  private static void sendMany(ActorRef<Integer> to, int killAt, Process process) {
    for (int i = 0; i < MANY; i++) {
      if (i == killAt) {
        process.kill();
      }
      to.tell(i);
    }
  }

  @Test
  void questionsUnderWay_areAnsweredRightly_orFailAtOnce() throws Exception {
    ActorRef<Number> actor = Actors.spawn(ActorKillTest::answering, "answering");
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      if (i == 500) {
        answers.get(100).get(LIMIT_SECONDS, SECONDS);
        Actors.processOf(actor).orElseThrow().kill();
      }
      answers.add(AskPattern.<Number, Integer>ask(
              actor,
              replyTo -> new Number(number, replyTo),
              Duration.ofHours(1),
              Actors.system().scheduler())
          .toCompletableFuture());
    }

    for (int i = 0; i < answers.size(); i++) {
      assertAnswered(answers.get(i), i);
    }
    assertThat(answers.get(100)).isCompletedWithValue(100);
    assertThat(answers.get(999)).isCompletedExceptionally();
  }

  private static void assertAnswered(CompletableFuture<Integer> answer, int number)
      throws Exception {
    try {
      assertThat(answer.get(LIMIT_SECONDS, SECONDS)).isEqualTo(number);
    } catch (ExecutionException e) {
      // The second is Pekko's, and does not wait, either.
      assertThat(e.getCause()).isInstanceOfAny(OwnerLostException.class, TimeoutException.class);
    }
  }

  @Test
  void restarting_isKilledAgain_whatWaitsGoesToTheThird() throws Exception {
    Queue<Long> begun = Queue.create();
    Semaphore may = Semaphore.create(1);
    Collector collector = new Collector();
    ActorRef<Integer> to = collector.ref();
    ActorRef<Integer> actor =
        Actors.spawn(() -> patient(begun, may, to), "patient", RestartPolicy.restart());
    actor.tell(0);
    await().until(() -> collector.heard().equals(List.of(0)));

    kill(begun.get());
    long second = begun.get(); // it is being made
    for (int i = 1; i < 100; i++) {
      actor.tell(i);
    }
    kill(second);
    begun.get();
    may.release();

    List<Integer> all = IntStream.range(0, 100).boxed().toList();
    await().until(() -> collector.heard().size() >= all.size());
    assertThat(collector.heard()).isEqualTo(all);
    Actors.stop(actor);
    awaitNone("patient");
  }

  /** Some may be lost with each process; none comes twice, or behind a later one. */
  @Test
  void restarts_underLoad_nothingComesTwice_orOutOfOrder() throws Exception {
    Queue<Long> begun = Queue.create();
    Semaphore may = Semaphore.create(100);
    Collector collector = new Collector();
    ActorRef<Integer> to = collector.ref();
    ActorRef<Integer> actor =
        Actors.spawn(() -> patient(begun, may, to), "often-killed", RestartPolicy.restart());
    int sent = 0;
    for (int round = 0; round < 2; round++) {
      long pid = begun.get();
      int first = sent;
      for (int i = 0; i < 500; i++) {
        actor.tell(sent++);
      }
      await().until(() -> collector.heard().stream().anyMatch(number -> number >= first));
      kill(pid);
    }
    begun.get();
    int last = sent;
    await().until(() -> {
      actor.tell(last + collector.heard().size()); // each time a greater one, once one has arrived
      return collector.heard().stream().anyMatch(number -> number >= last);
    });

    List<Integer> heard = collector.heard();
    assertThat(heard.stream().filter(number -> number < last).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    Actors.stop(actor);
    awaitNone("often-killed");
  }
}
