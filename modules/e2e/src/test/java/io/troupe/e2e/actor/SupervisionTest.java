package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import io.troupe.e2e.actor.Account.Command;
import io.troupe.e2e.actor.Account.Deposit;
import io.troupe.e2e.actor.Account.Fail;
import io.troupe.e2e.actor.Account.GetBalance;
import io.troupe.e2e.actor.Account.GetPid;
import io.troupe.e2e.actor.Account.Stop;
import io.troupe.function.Task0;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Routers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors whose process is replaced when it ends, and children in processes. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SupervisionTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static long pid(ActorRef<Command> account) throws Exception {
    return Actors.ask(account, GetPid::new, LIMIT);
  }

  private static void kill(long pid) {
    Process.activeChildren().stream()
        .filter(process -> process.pid() == pid)
        .forEach(Process::kill);
  }

  @Test
  void restart_processIsKilled_referenceGoesOn_messagesWait() throws Exception {
    ActorRef<Command> account = Actors.spawn(Account::create, "restarted", RestartPolicy.restart());
    account.tell(new Deposit(1));
    long first = pid(account);
    kill(first);
    await().until(() -> ProcessHandle.of(first).isEmpty());
    // What the old one had not taken when it died is lost; what comes later waits for the new one.
    await().ignoreExceptions().until(() -> pid(account) != first);
    account.tell(new Deposit(7));
    assertThat(Actors.ask(account, GetBalance::new, LIMIT)).isEqualTo(7);
    account.tell(Stop.STOP);
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    probe.expectTerminated(account, LIMIT);
  }

  @Test
  void restart_behaviourFails_startsAnew_untilTheLimit() throws Exception {
    ActorRef<Command> account = Actors.spawn(
        Account::create, "limited", RestartPolicy.restart().withLimit(1, Duration.ofHours(1)));
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    account.tell(new Deposit(1));
    account.tell(new Fail("first"));
    await()
        .ignoreExceptions()
        .until(() -> Actors.ask(account, GetBalance::new, Duration.ofSeconds(10)) == 0);
    account.tell(new Fail("second"));
    probe.expectTerminated(account, LIMIT);
  }

  private static void lives(RestartPolicy policy, String... signals) {
    TestProbe<String> probe = TestProbe.create(Actors.system());
    ActorRef<String> to = probe.getRef();
    ActorRef<String> actor = Actors.spawn(() -> Inside.mortal(to), "mortal", policy);
    probe.expectMessage(LIMIT, "begun");
    actor.tell("fail");
    for (String signal : signals) {
      probe.expectMessage(LIMIT, signal);
    }
    actor.tell("stop"); // without effect on one that has ended
    probe.expectTerminated(actor, LIMIT);
  }

  @Test
  void restart_behaviourFails_itHearsBeforeIt() {
    lives(RestartPolicy.restart(), "before the restart", "begun");
  }

  /** Fails at its first message, and at the signal that follows. */
  private static Behavior<String> failsTwice() {
    return Behaviors.receive(String.class)
        .onAnyMessage(text -> {
          throw new IllegalStateException(text);
        })
        .onSignal(PreRestart.class, signal -> {
          throw new IllegalStateException("in the signal");
        })
        .build();
  }

  @Test
  void restart_signalFailsToo_causeIsThatOfTheMessage() {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Object> ends = probe.getRef();
    ActorRef<String> parent = Actors.in(Process.current())
        .spawn(
            () -> Behaviors.setup(context -> {
              ActorRef<String> child = Actors.spawn(
                  context,
                  SupervisionTest::failsTwice,
                  "fails-twice",
                  RestartPolicy.restart().withLimit(1, Duration.ofHours(1)));
              context.watch(child);
              return Behaviors.receive(String.class)
                  .onAnyMessage(text -> {
                    child.tell(text);
                    child.tell(text);
                    return Behaviors.same();
                  })
                  .onSignal(ChildFailed.class, failed -> {
                    ends.tell(failed.getCause().getMessage());
                    return Behaviors.stopped();
                  })
                  .build();
            }),
            "parent-of-fails-twice");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> { // what is sent to one that dies is lost
              parent.tell("the message");
              assertThat(probe.receiveMessage(Duration.ofSeconds(1))).isEqualTo("the message");
            });
  }

  @Test
  void noRestart_behaviourFails_itHearsOfItsEnd() {
    lives(RestartPolicy.stop(), "stopped");
  }

  @Test
  void superviseInside_restartsInTheSameProcess() throws Exception {
    ActorRef<Command> account = Actors.spawn(SupervisionTest::supervised, "inside");
    long before = pid(account);
    account.tell(new Deposit(5));
    account.tell(new Fail("inside"));
    assertThat(Actors.ask(account, GetBalance::new, LIMIT)).isZero();
    assertThat(pid(account)).isEqualTo(before);
    Actors.stop(account);
  }

  static Behavior<Command> supervised() {
    return Behaviors.supervise(Account.create()).onFailure(SupervisorStrategy.restart());
  }

  /** Starts a child in a process, and says how that ended. */
  private static Behavior<Command> parent(
      Task0<Behavior<Command>> factory, String name, ActorRef<Object> ends) {
    return Behaviors.setup(context -> {
      ActorRef<Command> child = Actors.spawn(context, factory, name);
      context.watch(child);
      return Behaviors.receive(Command.class)
          .onMessageEquals(Stop.STOP, Behaviors::stopped)
          .onAnyMessage(command -> {
            child.tell(command);
            return Behaviors.same();
          })
          .onSignal(ChildFailed.class, failed -> {
            ends.tell(failed.getCause());
            return Behaviors.same();
          })
          .onSignal(Terminated.class, terminated -> {
            ends.tell("stopped");
            return Behaviors.same();
          })
          .build();
    });
  }

  private static ActorRef<Command> parent(String name, ActorRef<Object> ends) {
    return Actors.in(Process.current())
        .spawn(() -> parent(Account::create, name, ends), "parent-of-" + name);
  }

  @Test
  void child_fails_parentHearsTheCause() {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Command> parent = parent("failing", probe.getRef());
    parent.tell(new Fail("as a child"));
    assertThat(probe.receiveMessage(LIMIT))
        .isInstanceOf(IllegalStateException.class)
        .hasToString("java.lang.IllegalStateException: as a child");
    parent.tell(Stop.STOP);
  }

  @Test
  void child_processIsKilled_parentHearsHow() throws Exception {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Command> parent = parent("victim", probe.getRef());
    kill(pid(parent));
    assertThat(probe.receiveMessage(LIMIT))
        .isInstanceOf(OwnerLostException.class)
        .asString()
        .contains("SIGKILL");
    parent.tell(Stop.STOP);
  }

  @Test
  void child_stops_parentHears_andStopsWithItsParent() throws Exception {
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    ActorRef<Command> other = parent("orphan", probe.getRef());
    long pid = pid(other);
    other.tell(Stop.STOP);
    await().until(() -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void routerOfPekko_overProcesses_usesAll_andGoesOnWhenOneDies() throws Exception {
    ActorRef<Command> router = Actors.in(Process.current())
        .spawn(
            () -> Routers.pool(
                    2, Actors.inProcess(Account::create, "routee", RestartPolicy.restart()))
                .withRoundRobinRouting(),
            "router");
    Set<Long> pids = new HashSet<>();
    await().until(() -> {
      pids.add(pid(router));
      return pids.size() == 2;
    });
    kill(pids.iterator().next());
    await().ignoreExceptions().until(() -> {
      pids.add(Actors.ask(router, GetPid::new, Duration.ofSeconds(10)));
      return pids.size() == 3;
    });
  }

  @Test
  void factoryThatCannotCross_failsAtTheCall() {
    Thread thread = Thread.currentThread();
    assertThatThrownBy(() -> Actors.spawn(
            () -> {
              thread.interrupt();
              return Account.create();
            },
            "captures",
            RestartPolicy.restart()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Thread");
  }

  @Test
  void policy_badInput_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.restart().withLimit(0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestartPolicy.restart().withLimit(1, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RestartPolicy.restartWithBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThatThrownBy(() -> Actors.in(Process.of(() -> {})))
        .isInstanceOf(IllegalStateException.class);
  }
}
