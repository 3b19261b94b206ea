package io.troupe.e2e.actor;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An actor in a process has all that Pekko gives to actors: see {@link IdiomsTest} as well. */
@Timeout(value = 120, unit = SECONDS)
class InsideTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Process host;
  private static Spawner place;
  private static int names;

  private TestProbe<String> probe;
  private ActorRef<String> to;

  @BeforeAll
  static void start() {
    host = Actors.process("inside").start();
    place = Actors.in(host);
    place.spawn(Account::create, "last"); // the process ends with it
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  @BeforeEach
  void listen() {
    probe = TestProbe.create(Actors.system());
    to = probe.getRef();
  }

  private static String name() {
    return "actor-" + ++names;
  }

  private void expect(String... texts) {
    for (String text : texts) {
      probe.expectMessage(LIMIT, text);
    }
  }

  @Test
  void supervise_restarts_withItsSignals() {
    ActorRef<String> to = this.to;
    ActorRef<String> actor = place.spawn(() -> Inside.lifecycle(to), name());
    actor.tell("fail");
    actor.tell("stop");
    expect("begun", "before the restart", "begun", "stopped");
    probe.expectTerminated(actor, LIMIT);
  }

  @Test
  void pipeToSelf_resultIsAMessage() {
    ActorRef<String> to = this.to;
    place.spawn(() -> Inside.pipes(to), name()).tell("ab");
    expect("piped abab");
  }

  @Test
  void intercept_seesEachMessageFirst() {
    ActorRef<String> to = this.to;
    ActorRef<String> actor = place.spawn(() -> Inside.intercepted(to), name());
    actor.tell("one");
    actor.tell("two");
    expect("one!", "two!");
  }

  @Test
  void watchWith_tellsItsOwnMessage_ofOneElsewhere() {
    ActorRef<String> to = this.to;
    ActorRef<Account.Command> here =
        Actors.in(Process.current()).spawn(Account::create, "watched-from-inside");
    place.spawn(() -> Inside.watchesWith(here, to), name());
    expect("watching");
    Actors.stop(here);
    expect("it has ended");
  }

  @Test
  void ignoreRef_crosses_andTakesNothing() {
    ActorRef<String> to = this.to;
    ActorRef<Inside.Question> actor = place.spawn(() -> Inside.answers(to), name());
    actor.tell(new Inside.Question("one", Actors.system().ignoreRef()));
    actor.tell(new Inside.Question("two", to));
    expect("answered one", "answer", "answered two");
  }
}
