package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.ActorPool;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import io.troupe.actor.RoutingStrategy;
import io.troupe.sync.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools of actors in processes, and who gets a message. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ActorPoolTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  interface Command {}

  /** Answers with the process. */
  record Ask(String key, ActorRef<Long> replyTo) implements Command {}

  record Note(int number) implements Command {}

  /** Says so, and answers when the event is set. */
  record Hold(Event begun, Event end, ActorRef<Long> replyTo) implements Command {}

  static Behavior<Command> create(Queue<Integer> notes) {
    return Behaviors.receive(Command.class)
        .onMessage(Ask.class, ask -> {
          ask.replyTo().tell(ProcessHandle.current().pid());
          return Behaviors.same();
        })
        .onMessage(Note.class, note -> {
          notes.put(note.number());
          return Behaviors.same();
        })
        .onMessage(Hold.class, hold -> {
          hold.begun().set();
          hold.end().await();
          hold.replyTo().tell(ProcessHandle.current().pid());
          return Behaviors.same();
        })
        .build();
  }

  private final Queue<Integer> notes = Queue.create();

  private ActorPool.Builder<Command> pool(String name) {
    Queue<Integer> queue = notes;
    return ActorPool.builder(() -> create(queue)).name(name);
  }

  private static long ask(ActorPool<Command> pool, String key) throws Exception {
    return Actors.ask(pool.ref(), (ActorRef<Long> to) -> new Ask(key, to), LIMIT);
  }

  private static CompletableFuture<Long> askLater(ActorPool<Command> pool) {
    return AskPattern.<Command, Long>ask(
            pool.ref(), to -> new Ask("", to), LIMIT, Actors.system().scheduler())
        .toCompletableFuture();
  }

  private static CompletableFuture<Long> hold(ActorPool<Command> pool, Event begun, Event end) {
    return AskPattern.<Command, Long>ask(
            pool.ref(), to -> new Hold(begun, end, to), LIMIT, Actors.system().scheduler())
        .toCompletableFuture();
  }

  private static List<Process> processes(String name) {
    return Process.activeChildren().stream()
        .filter(process -> process.name().startsWith(name + "-"))
        .toList();
  }

  private static void kill(long pid) {
    Process.activeChildren().stream()
        .filter(process -> process.pid() == pid)
        .forEach(Process::kill);
  }

  @Test
  void roundRobin_usesEach_inTurn() throws Exception {
    Queue<Integer> queue = notes;
    try (ActorPool<Command> pool = ActorPool.of(3, () -> create(queue))) {
      List<Long> pids = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        pids.add(ask(pool, ""));
      }
      assertThat(pids.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(pids.subList(3, 6));
    }
  }

  private static int load(List<RoutingStrategy.Routee> routees) {
    return routees.stream().mapToInt(RoutingStrategy.Routee::unanswered).sum();
  }

  @Test
  void leastLoaded_leavesABusyOneAlone() throws Exception {
    Event begun = Event.create();
    Event end = Event.create();
    RoutingStrategy<Command> least = RoutingStrategy.leastLoaded();
    List<RoutingStrategy.Routee> seen = new CopyOnWriteArrayList<>();
    try (ActorPool<Command> pool = pool("least")
        .size(2)
        .routing((message, routees) -> {
          if (seen.isEmpty()) {
            seen.addAll(routees);
          }
          return least.route(message, routees);
        })
        .start()) {
      CompletableFuture<Long> held = hold(pool, begun, end);
      begun.await();
      long other = ask(pool, "");
      for (int i = 0; i < 20; i++) {
        pool.ref().tell(new Note(i));
        assertThat(notes.get()).isEqualTo(i);
        await().until(() -> load(seen) == 1); // it is counted that the note was taken
        assertThat(ask(pool, "")).isEqualTo(other);
      }
      end.set();
      assertThat(held.get()).isNotEqualTo(other);
    }
  }

  @Test
  void consistentHash_sameKeySameActor_fewMoveWhenOneComes() throws Exception {
    try (ActorPool<Command> pool = pool("hash")
        .size(3)
        .routing(RoutingStrategy.consistentHash(
            message -> message instanceof Ask ask ? ask.key() : "none"))
        .start()) {
      Map<String, Long> before = new HashMap<>();
      for (int i = 0; i < 100; i++) {
        before.put("key" + i, ask(pool, "key" + i));
      }
      assertThat(before.values().stream().distinct()).hasSize(3);
      for (int i = 0; i < 100; i++) {
        assertThat(ask(pool, "key" + i)).isEqualTo(before.get("key" + i));
      }
      pool.resize(4);
      int moved = 0;
      for (int i = 0; i < 100; i++) {
        moved += ask(pool, "key" + i) == before.get("key" + i) ? 0 : 1;
      }
      assertThat(moved).isBetween(1, 60); // a quarter, give or take
    }
  }

  @Test
  void broadcastRandomAndOwnStrategies_chooseAsTheySay() throws Exception {
    try (ActorPool<Command> all =
        pool("all").size(3).routing(RoutingStrategy.broadcast()).start()) {
      all.ref().tell(new Note(7));
      for (int i = 0; i < 3; i++) {
        assertThat(notes.get()).isEqualTo(7);
      }
    }
    try (ActorPool<Command> any =
        pool("any").size(2).routing(RoutingStrategy.random()).start()) {
      List<Long> pids = new ArrayList<>();
      await().until(() -> {
        pids.add(ask(any, ""));
        return pids.stream().distinct().count() == 2;
      });
    }
    try (ActorPool<Command> last = pool("last")
        .size(2)
        .routing((message, routees) -> routees.subList(1, 2))
        .start()) {
      assertThat(ask(last, "")).isEqualTo(ask(last, ""));
      assertThat(processes("last")).hasSize(2);
    }
  }

  @Test
  void ownStrategy_picksNobodyOrFails_messageIsADeadLetter_poolGoesOn() throws Exception {
    try (ActorPool<Command> pool = pool("picky")
        .size(1)
        .routing((message, routees) -> {
          if (message instanceof Note note && note.number() < 0) {
            throw new IllegalArgumentException("negative");
          }
          return message instanceof Note ? List.of() : routees;
        })
        .start()) {
      pool.ref().tell(new Note(-1));
      pool.ref().tell(new Note(1));
      ask(pool, "");
      assertThat(notes.size()).isZero();
    }
  }

  @Test
  void resize_growsAndShrinks_andLosesNothing() throws Exception {
    Event begun = Event.create();
    Event end = Event.create();
    try (ActorPool<Command> pool = pool("resized")
        .size(2)
        .routing((message, routees) ->
            message instanceof Hold ? routees.subList(routees.size() - 1, routees.size()) : routees)
        .start()) {
      CompletableFuture<Long> held = hold(pool, begun, end);
      begun.await();
      pool.resize(1);
      pool.ref().tell(new Note(1));
      assertThat(notes.get()).isEqualTo(1);
      assertThat(pool.size()).isEqualTo(1);
      assertThat(processes("resized")).hasSize(2); // for one has something to answer
      end.set();
      assertThat(held.get()).isPositive();
      await().until(() -> processes("resized").size() == 1);
      pool.resize(3);
      pool.ref().tell(new Note(2));
      for (int i = 0; i < 3; i++) {
        assertThat(notes.get()).isEqualTo(2);
      }
    }
    await().until(() -> processes("resized").isEmpty());
  }

  @Test
  void actorDies_whatItHadNotDealtWith_isRoutedAgain_ifTheStrategySaysSo() throws Exception {
    Event begun = Event.create();
    Event end = Event.create();
    try (ActorPool<Command> pool = pool("resending")
        .size(1)
        .routing(RoutingStrategy.<Command>roundRobin().resending(2))
        .start()) {
      long first = ask(pool, "");
      CompletableFuture<Long> held = hold(pool, begun, end);
      begun.await();
      List<CompletableFuture<Long>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        pool.ref().tell(new Note(i));
        asked.add(askLater(pool));
      }
      end.set(); // for the second time
      kill(first);
      for (CompletableFuture<Long> answer : asked) {
        assertThat(answer.get()).isPositive();
      }
      assertThat(held.get()).isPositive();
      List<Integer> noted = new ArrayList<>();
      for (Integer note = notes.poll(); note != null; note = notes.poll()) {
        noted.add(note);
      }
      assertThat(noted).hasSizeGreaterThanOrEqualTo(50);
      assertThat(noted.stream().distinct()).hasSize(50);
    }
  }

  @Test
  void actorDies_questionsFailAtOnce_otherwise() throws Exception {
    Event begun = Event.create();
    Event end = Event.create();
    try (ActorPool<Command> pool = pool("losing").size(1).start()) {
      long first = ask(pool, "");
      CompletableFuture<Long> held = hold(pool, begun, end);
      begun.await();
      kill(first);
      assertThatThrownBy(held::get).hasCauseInstanceOf(OwnerLostException.class);
      await().ignoreExceptions().until(() -> ask(pool, "") != first);
    }
  }

  @Test
  void close_waitsForWhatWasSent_andEndsTheProcesses() throws Exception {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorPool<Command> pool = pool("closing").size(2).start();
    for (int i = 0; i < 1_000; i++) {
      pool.ref().tell(new Note(i));
    }
    pool.close();
    assertThat(notes.size()).isEqualTo(1_000);
    await().until(() -> processes("closing").isEmpty());
    probe.expectTerminated(pool.ref(), LIMIT);
    pool.close(); // once more changes nothing
  }

  @Test
  void policyGivesUp_poolEndsWithItsLast() throws Exception {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorPool<Command> pool =
        pool("stopping").size(2).restart(RestartPolicy.stop()).start();
    kill(ask(pool, ""));
    await().until(() -> processes("stopping").size() == 1);
    kill(ask(pool, ""));
    probe.expectTerminated(pool.ref(), LIMIT);
  }

  @Test
  void badInput_isRefused() {
    Queue<Integer> queue = notes;
    assertThatThrownBy(() -> ActorPool.of(0, () -> create(queue)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool("no name").start()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RoutingStrategy.roundRobin().resending(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
