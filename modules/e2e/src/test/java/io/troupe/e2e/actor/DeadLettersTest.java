package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.actor.Actors;
import io.troupe.e2e.actor.Account.Command;
import io.troupe.e2e.actor.Account.Deposit;
import io.troupe.e2e.actor.Account.Stop;
import io.troupe.e2e.support.ProgramRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an actor is told that has ended does not vanish silently. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DeadLettersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TO_STOPPED = 4;
  private static final int TO_KILLED = 2;

  private static ProgramRun run;

  static final class Tells {
    private Tells() {}

    public static void main(String[] arguments) throws Exception {
      TestProbe<DeadLetter> letters = TestProbe.create(DeadLetter.class, Actors.system());
      Adapter.toClassic(Actors.system())
          .eventStream()
          .subscribe(Adapter.toClassic(letters.getRef()), DeadLetter.class);

      ActorRef<Command> stopped = Actors.spawn(Account::create, "stopped");
      stopped.tell(Stop.STOP);
      Actors.whenEnded(stopped).toCompletableFuture().get();
      tell(stopped, TO_STOPPED, letters);

      ActorRef<Command> killed = Actors.spawn(Account::create, "killed");
      Actors.processOf(killed).orElseThrow().kill();
      Actors.whenEnded(killed).toCompletableFuture().get();
      tell(killed, TO_KILLED, letters);
    }

    private static void tell(ActorRef<Command> actor, int times, TestProbe<DeadLetter> letters) {
      for (int i = 0; i < times; i++) {
        actor.tell(new Deposit(i));
        DeadLetter letter = next(letters);
        System.out.println(
            letter.message() + " for " + letter.recipient().path().name());
      }
    }

    /** Troupe's own actors may leave some, too. */
    private static DeadLetter next(TestProbe<DeadLetter> letters) {
      DeadLetter letter;
      do {
        letter = letters.receiveMessage(LIMIT);
      } while (!(letter.message() instanceof Command));
      return letter;
    }
  }

  @BeforeAll
  static void runOnce() throws Exception {
    run = ProgramRun.of(Tells.class, List.of());
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void tell_actorHasStopped_eachMessageIsADeadLetter() {
    assertThat(run.out().lines().filter(line -> line.contains(" for stopped-")))
        .as(run.err())
        .hasSize(TO_STOPPED)
        .allMatch(line -> line.startsWith("Deposit[amount="));
  }

  @Test
  void tell_processWasKilled_eachMessageIsADeadLetter() {
    assertThat(run.out().lines().filter(line -> line.contains(" for killed-")))
        .as(run.err())
        .hasSize(TO_KILLED);
  }

  @Test
  void tell_actorHasEnded_isLoggedEverMoreRarely_withACount() {
    assertThat(run.err().lines().filter(line -> line.contains("was not delivered")))
        .as(run.err())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).contains("stopped-").endsWith("(1 so far)"),
            line -> assertThat(line).contains("stopped-").endsWith("(2 so far)"),
            line -> assertThat(line).contains("stopped-").endsWith("(4 so far)"));
  }
}
