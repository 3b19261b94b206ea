package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.e2e.actor.Account.Command;
import io.troupe.e2e.actor.Account.Deposit;
import io.troupe.e2e.actor.Account.GetBalance;
import io.troupe.e2e.actor.Account.GetPid;
import io.troupe.e2e.actor.Account.Stop;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors of the program's own in the process of a manager. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManagedActorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static int balance(ActorRef<Command> account) throws Exception {
    return Actors.ask(account, GetBalance::new, LIMIT);
  }

  static void deposit(ActorRef<Command> account) {
    for (int i = 0; i < 100; i++) {
      account.tell(new Deposit(1));
    }
  }

  @Test
  void actor_takesMessagesOfAnyProcess_untilItStops() throws Exception {
    try (Manager manager = Manager.process()) {
      ActorRef<Command> account = manager.actor(Account::create);
      assertThat(Actors.ask(account, GetPid::new, LIMIT))
          .isEqualTo(manager.serverProcess().orElseThrow().pid());
      Process child = Process.of(ManagedActorTest::deposit, account).start();
      child.join();
      account.tell(new Deposit(5));
      assertThat(balance(account)).isEqualTo(105);

      account.tell(Stop.STOP);
      assertThat(Actors.whenEnded(account).toCompletableFuture().get()).isEmpty();
      assertThatThrownBy(() -> balance(account)).isInstanceOf(OwnerLostException.class);
    }
  }

  static void open(Manager manager, ManagedMap<String, ActorRef<Command>> accounts) {
    ActorRef<Command> account = manager.actor(Account::create);
    account.tell(new Deposit(7));
    accounts.put("one", account);
  }

  @Test
  void actor_ofAProcessThatHasEnded_livesOn_inAManagedMap() throws Exception {
    try (Manager manager = Manager.process()) {
      ManagedMap<String, ActorRef<Command>> accounts = manager.dict();
      Process maker = Process.of(ManagedActorTest::open, manager, accounts).start();
      maker.join();
      assertThat(maker.exitCode()).hasValue(0);
      ActorRef<Command> account = Optional.ofNullable(accounts.get("one")).orElseThrow();
      assertThat(balance(account)).isEqualTo(7);
      assertThat(accounts.get("one")).isEqualTo(account);
      Actors.stop(account);
      assertThat(Actors.whenEnded(account).toCompletableFuture().get()).isEmpty();
    }
  }

  @Test
  void factoryThrows_isThrownHere() {
    try (Manager manager = Manager.process()) {
      assertThatThrownBy(() -> manager.actor(Account::createNone))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no account today");
    }
  }

  /** Says {@code ended} to the probe when what it watches has ended. */
  private static Behavior<Object> watching(ActorRef<?> actor, ActorRef<String> probe) {
    return Behaviors.setup(context -> {
      context.watch(actor);
      probe.tell("watching");
      return Behaviors.receive(Object.class)
          .onSignal(Terminated.class, ended -> {
            probe.tell("ended");
            return Behaviors.stopped();
          })
          .build();
    });
  }

  private static void closing_endsIt(Manager manager) {
    TestProbe<String> probe = TestProbe.create(Actors.system());
    ActorRef<Command> account = manager.actor(Account::create);
    Actors.in(Process.current()).spawn(() -> watching(account, probe.getRef()), "watching");
    probe.expectMessage(LIMIT, "watching");
    manager.close();
    probe.expectMessage(LIMIT, "ended");
    assertThatThrownBy(() -> manager.actor(Account::create))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_endsIt_whereverItLives() {
    closing_endsIt(Manager.start());
    closing_endsIt(Manager.process());
  }

  @Test
  void managerOfThisJvm_actorIsAnOrdinaryOne_thatOthersCanUse() throws Exception {
    try (Manager manager = Manager.start()) {
      ActorRef<Command> account = manager.actor(Account::create);
      assertThat(Actors.pid(account)).isEqualTo(ProcessHandle.current().pid());
      Process child = Process.of(ManagedActorTest::deposit, account).start();
      child.join();
      assertThat(balance(account)).isEqualTo(100);
      TestProbe<Object> probe = TestProbe.create(Actors.system());
      Actors.stop(account);
      probe.expectTerminated(account, LIMIT);
      Actors.stop(account); // once more changes nothing
    }
  }
}
