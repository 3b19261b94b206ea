package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.e2e.actor.Account.Command;
import io.troupe.e2e.actor.Account.Deposit;
import io.troupe.e2e.actor.Account.Fail;
import io.troupe.e2e.actor.Account.FailAsked;
import io.troupe.e2e.actor.Account.GetBalance;
import io.troupe.e2e.actor.Account.GetPid;
import io.troupe.e2e.actor.Account.GetSelf;
import io.troupe.e2e.actor.Account.Ignore;
import io.troupe.e2e.actor.Account.Stop;
import io.troupe.e2e.actor.Account.Withdraw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Behaviours of the program's own in processes, and references to them that work from everywhere.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ActorsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Process host;
  private static Spawner spawner;
  private static int accounts;

  @BeforeAll
  static void start() {
    host = Actors.process("accounts").start();
    spawner = Actors.in(host);
    spawner.spawn(Account::create, "last"); // the process ends with the last one
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  private static ActorRef<Command> account() {
    return spawner.spawn(Account::create, "account-" + ++accounts);
  }

  private static int balance(ActorRef<Command> account) throws Exception {
    return Actors.ask(account, GetBalance::new, LIMIT);
  }

  @Test
  void spawn_inAProcessOfItsOwn_answersFromThere_andEndsWithIt() throws Exception {
    ActorRef<Command> account = Actors.spawn(Account::create, "own");
    account.tell(new Deposit(10));
    account.tell(new Deposit(5));
    assertThat(balance(account)).isEqualTo(15);
    long pid = Actors.ask(account, GetPid::new, LIMIT);
    assertThat(pid).isNotEqualTo(ProcessHandle.current().pid()).isEqualTo(Actors.pid(account));
    assertThat(account).hasToString("Actor[own of process " + pid + "]");
    Process process = Actors.processOf(account).orElseThrow();
    assertThat(process.name()).isEqualTo("own");
    account.tell(Stop.STOP);
    process.join();
    assertThat(process.exitCode()).hasValue(0);
    assertThat(Actors.whenEnded(account).toCompletableFuture().get()).isEmpty();
  }

  @Test
  void spawn_factoryThrows_isThrownHere() {
    assertThatThrownBy(() -> spawner.spawn(Account::createNone, "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no account today");
    assertThatThrownBy(() -> Actors.spawn(Account::createNone, "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no account today");
  }

  @Test
  void spawn_nameIsNone_failsAtTheCall() {
    for (String name : List.of("", "a name", "$a", "é")) {
      assertThatThrownBy(() -> Actors.spawn(Account::create, name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "' is no name of an actor");
      assertThatThrownBy(() -> spawner.spawn(Account::create, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Process.activeChildren()).extracting(Process::name).doesNotContain("a name");
  }

  @Test
  void spawn_nameIsTaken_fails() {
    ActorRef<Command> first = spawner.spawn(Account::create, "taken");
    assertThatThrownBy(() -> spawner.spawn(Account::create, "taken")).hasMessageContaining("taken");
    Actors.stop(first);
  }

  @Test
  void spawn_inThisProcess_isAnOrdinaryActor() throws Exception {
    ActorRef<Command> here = Actors.in(Process.current()).spawn(Account::create, "here");
    here.tell(new Deposit(3));
    assertThat(balance(here)).isEqualTo(3);
    assertThat(Actors.pid(here)).isEqualTo(ProcessHandle.current().pid());
    here.tell(Stop.STOP);
  }

  @Test
  void references_meet_areEqual() throws Exception {
    ActorRef<Command> account = account();
    ActorRef<Command> again = Actors.ask(account, GetSelf::new, LIMIT);
    assertThat(again).isEqualTo(account).hasSameHashCodeAs(account);
    assertThat(account()).isNotEqualTo(account);
  }

  /** Sends whom it is told of a child of its own. */
  static Behavior<ActorRef<ActorRef<Command>>> parent() {
    return Behaviors.setup(context -> {
      ActorRef<Command> child = context.spawn(Account.create(), "child");
      return Behaviors.receiveMessage(asker -> {
        asker.tell(child);
        return Behaviors.same();
      });
    });
  }

  @Test
  void stop_childOfAnotherActor_isItsParentsAffair() throws Exception {
    ActorRef<ActorRef<ActorRef<Command>>> parent = spawner.spawn(ActorsTest::parent, "parent");
    ActorRef<Command> child = Actors.ask(parent, to -> to, LIMIT);
    Actors.stop(child);
    assertThat(balance(child)).isZero();
    Actors.stop(parent);
    assertThat(Actors.whenEnded(child).toCompletableFuture().get()).isEmpty();
    ActorRef<Command> next = account(); // that process can still start some
    assertThat(balance(next)).isZero();
    Actors.stop(next);
    assertThatThrownBy(() -> Actors.stop(TestProbe.create(Actors.system()).getRef()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its parent stops it");
  }

  /** Says who it is told of, and sends that a message. */
  static Behavior<ActorRef<Command>> patron() {
    return Behaviors.receiveMessage(account -> {
      account.tell(new Deposit(100));
      return Behaviors.same();
    });
  }

  @Test
  void references_inMessages_workInThirdProcesses() throws Exception {
    ActorRef<Command> account = account();
    ActorRef<ActorRef<Command>> patron = Actors.spawn(ActorsTest::patron, "patron");
    patron.tell(account);
    await().atMost(LIMIT).until(() -> balance(account) == 100);
    Actors.stop(patron);
  }

  @Test
  void references_toActorsOfThisProcess_areHomeAgainTheSame() throws Exception {
    TestProbe<ActorRef<String>> probe = TestProbe.create(Actors.system());
    ActorRef<Echo.Say<ActorRef<String>>> echo = spawner.spawn(Echo::create, "echo-of-refs");
    TestProbe<String> other = TestProbe.create(Actors.system());
    echo.tell(new Echo.Say<>(other.getRef(), probe.getRef()));
    ActorRef<String> home = probe.receiveMessage(LIMIT);
    assertThat(home).isEqualTo(other.getRef());
    home.tell("hello");
    other.expectMessage(LIMIT, "hello");
    Actors.stop(echo);
  }

  private static int deposit(ActorRef<Command> account, int amount) throws Exception {
    account.tell(new Deposit(amount));
    return balance(account);
  }

  @Test
  void references_inTasksAndQueues_work() throws Exception {
    ActorRef<Command> account = account();
    Queue<ActorRef<Command>> queue = Queue.create();
    queue.put(account);
    assertThat(queue.get()).isEqualTo(account);
    try (Pool pool = Pool.of(2)) {
      pool.starmap(
          ActorsTest::deposit,
          IntStream.range(0, 10)
              .mapToObj(i -> io.troupe.function.Args2.of(account, 1))
              .toList());
      ActorRef<Command> back = pool.apply(ref -> ref, account);
      assertThat(back).isEqualTo(account);
    }
    assertThat(balance(account)).isEqualTo(10);
  }

  @Test
  void tell_many_allArriveInOrder() {
    TestProbe<Integer> probe = TestProbe.create(Actors.system());
    ActorRef<Echo.Say<Integer>> echo = spawner.spawn(Echo::create, "echo-of-numbers");
    for (int i = 0; i < 20_000; i++) {
      echo.tell(new Echo.Say<>(i, probe.getRef()));
    }
    for (int i = 0; i < 20_000; i++) {
      probe.expectMessage(LIMIT, i);
    }
    Actors.stop(echo);
  }

  @Test
  void tell_cannotCross_failsAtOnce() {
    ActorRef<Echo.Say<Object>> echo = spawner.spawn(Echo::create, "echo-of-threads");
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    assertThatThrownBy(() -> echo.tell(new Echo.Say<>(Thread.currentThread(), probe.getRef())))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Thread");
    Actors.stop(echo);
  }

  @Test
  void askWithStatus_answersWithValueOrError() throws Exception {
    ActorRef<Command> account = account();
    account.tell(new Deposit(10));
    CompletionStage<Integer> left = AskPattern.askWithStatus(
        account,
        (ActorRef<StatusReply<Integer>> replyTo) -> new Withdraw(4, replyTo),
        LIMIT,
        Actors.system().scheduler());
    assertThat(left.toCompletableFuture().get()).isEqualTo(6);
    CompletionStage<Integer> tooMuch = AskPattern.askWithStatus(
        account,
        (ActorRef<StatusReply<Integer>> replyTo) -> new Withdraw(7, replyTo),
        LIMIT,
        Actors.system().scheduler());
    assertThatThrownBy(() -> tooMuch.toCompletableFuture().get())
        .cause()
        .isInstanceOf(StatusReply.ErrorMessage.class)
        .hasMessage("only 6");
  }

  @Test
  void ask_noAnswer_timesOut() {
    ActorRef<Command> account = account();
    assertThatThrownBy(() -> Actors.ask(account, Ignore::new, Duration.ofMillis(50)))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void ask_actorFails_failsAtOnceWithTheCause() {
    ActorRef<Command> account = account();
    assertThatThrownBy(() -> Actors.ask(account, FailAsked::new, Duration.ofHours(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("asked to fail");
    assertThatThrownBy(() -> Actors.ask(account, Ignore::new, Duration.ofHours(1)))
        .isInstanceOf(OwnerLostException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void ask_processIsKilled_failsAtOnce() throws Exception {
    ActorRef<Command> account = Actors.spawn(Account::create, "killed");
    CompletionStage<Integer> pending = AskPattern.ask(
        account, Ignore::new, Duration.ofHours(1), Actors.system().scheduler());
    balance(account);
    Actors.processOf(account).orElseThrow().kill();
    assertThatThrownBy(() -> pending.toCompletableFuture().get())
        .hasCauseInstanceOf(OwnerLostException.class);
    assertThatThrownBy(() -> balance(account)).isInstanceOf(OwnerLostException.class);
  }

  @Test
  void whenEnded_saysWhy() throws Exception {
    ActorRef<Command> stopped = account();
    CompletionStage<Optional<Throwable>> stop = Actors.whenEnded(stopped);
    stopped.tell(Stop.STOP);
    assertThat(stop.toCompletableFuture().get()).isEmpty();

    ActorRef<Command> failed = account();
    failed.tell(new Fail("no more"));
    assertThat(Actors.whenEnded(failed).toCompletableFuture().get())
        .get()
        .satisfies(cause ->
            assertThat(cause).isInstanceOf(IllegalStateException.class).hasMessage("no more"));

    ActorRef<Command> killed = Actors.spawn(Account::create, "to-be-killed");
    CompletionStage<Optional<Throwable>> kill = Actors.whenEnded(killed);
    Actors.processOf(killed).orElseThrow().kill();
    assertThat(kill.toCompletableFuture().get())
        .get()
        .satisfies(cause -> assertThat(cause)
            .isInstanceOf(OwnerLostException.class)
            .hasMessageContaining("SIGKILL"));
  }

  @Test
  void whenEnded_askedAfterTheProcessHasEnded_saysHowAllTheSame() throws Exception {
    ActorRef<Command> killed = Actors.spawn(Account::create, "killed-before");
    Process process = Actors.processOf(killed).orElseThrow();
    process.kill();
    process.join();
    assertThat(Actors.whenEnded(killed).toCompletableFuture().get())
        .get()
        .asString()
        .contains("SIGKILL");
  }

  @Test
  void watch_tellsOfEachKindOfEnd() throws Exception {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Command> stopped = account();
    ActorRef<Command> failed = account();
    ActorRef<Command> killed = Actors.spawn(Account::create, "watched");
    stopped.tell(Stop.STOP);
    probe.expectTerminated(stopped, LIMIT);
    failed.tell(new Fail("watched"));
    probe.expectTerminated(failed, LIMIT);
    Actors.processOf(killed).orElseThrow().kill();
    probe.expectTerminated(killed, LIMIT);
    probe.expectTerminated(stopped, LIMIT); // and who comes late hears of it at once
  }

  @Test
  void terminated_comesBehindTheLastMessage() {
    for (int round = 0; round < 20; round++) {
      TestProbe<Object> probe = TestProbe.create(Actors.system());
      ActorRef<ActorRef<Object>> talker = spawner.spawn(Talker::create, "talker-" + round);
      List<Object> heard = new ArrayList<>();
      ActorRef<Object> listener =
          Actors.in(Process.current()).spawn(() -> Talker.listener(), "listener-" + round);
      listener.tell(new Talker.Listen(talker, probe.getRef()));
      for (int i = 0; i <= Talker.WORDS; i++) {
        heard.add(probe.receiveMessage(LIMIT));
      }
      assertThat(heard).last().isEqualTo("terminated");
      assertThat(heard.subList(0, Talker.WORDS)).doesNotContain("terminated");
    }
  }
}
