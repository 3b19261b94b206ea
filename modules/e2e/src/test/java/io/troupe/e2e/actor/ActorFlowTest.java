package io.troupe.e2e.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Event;
import io.troupe.sync.Semaphore;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it costs to send much, and to hold many. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ActorFlowTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Process host;
  private static Spawner spawner;

  @BeforeAll
  static void start() {
    host = Actors.process("flow").jvmOptions("-Xmx64m").start();
    spawner = Actors.in(host);
    spawner.spawn(Echo::<String>create, "last");
  }

  @AfterAll
  static void kill() throws InterruptedException {
    host.kill();
    host.join();
  }

  /** Takes one message for each permit. */
  static Behavior<byte[]> slow(Semaphore permits) {
    return Behaviors.receiveMessage(message -> {
      permits.acquire();
      return Behaviors.same();
    });
  }

  @Test
  void slowActor_holdsItsSenderUp_withinABound() throws Exception {
    Semaphore permits = Semaphore.create(0);
    ActorRef<byte[]> slow = spawner.spawn(() -> slow(permits), "slow");
    AtomicInteger sent = new AtomicInteger();
    Thread sender = new Thread(() -> {
      while (sent.get() < 20_000) {
        slow.tell(new byte[10]);
        sent.incrementAndGet();
      }
    });
    sender.setDaemon(true);
    sender.start();
    await().until(() -> sender.getState() == Thread.State.TIMED_WAITING && sent.get() > 4000);
    assertThat(sent).hasValueLessThan(5000);
    for (int i = 0; i < 200; i++) {
      permits.release(100);
    }
    await().until(() -> sent.get() == 20_000);
    Actors.stop(slow);
  }

  /** A sender waits for room; what is said about the actor does not wait behind what it sends. */
  @Test
  void fullWindow_watchAndKill_areNotStuckBehindWhatWaits() throws Exception {
    Semaphore never = Semaphore.create(0);
    Process doomed = Actors.process("full").start();
    Spawner there = Actors.in(doomed);
    ActorRef<byte[]> full = there.spawn(() -> slow(never), "full");
    ActorRef<Account.Command> other = there.spawn(Account::create, "other");
    TestProbe<Object> probe = TestProbe.create(Actors.system());
    AtomicInteger sent = new AtomicInteger();
    Thread sender = new Thread(() -> {
      while (!Thread.interrupted() && doomed.isAlive()) {
        full.tell(new byte[1000]);
        sent.incrementAndGet();
      }
    });
    sender.setDaemon(true);
    sender.start();
    await().until(() -> sender.getState() == Thread.State.TIMED_WAITING && sent.get() > 1000);

    Actors.stop(other);
    probe.expectTerminated(other, LIMIT);
    doomed.kill();
    probe.expectTerminated(full, LIMIT);
    sender.join();
  }

  /** Waits for the event when it is told, on its own thread. */
  static Behavior<String> waiting(Event event) {
    return Behaviors.receiveMessage(message -> {
      event.await();
      return Behaviors.same();
    });
  }

  @Test
  void actorsThatBlock_holdUpNoOtherOfTheirProcess() throws Exception {
    Event event = Event.create();
    Process host = Actors.process("blocked").start();
    Spawner spawner = Actors.in(host);
    ActorRef<Account.Command> account = spawner.spawn(Account::create, "account");
    for (int i = 0; i < 4; i++) {
      ActorRef<String> waiting = spawner.spawn(() -> waiting(event), "waiting-" + i);
      waiting.tell("wait");
      waiting.tell("wait again");
      account.tell(new Account.Deposit(1));
      assertThat(Actors.ask(account, Account.GetBalance::new, LIMIT)).isEqualTo(i + 1);
    }
    event.set();
    host.kill();
  }

  @Test
  void muchMoreThanTheHeap_goesThrough() {
    ActorRef<Echo.Say<byte[]>> echo = spawner.spawn(Echo::create, "bulk");
    TestProbe<byte[]> probe = TestProbe.create(Actors.system());
    for (int i = 0; i < 200; i++) {
      echo.tell(new Echo.Say<>(new byte[1 << 20], probe.getRef()));
      assertThat(probe.receiveMessage(LIMIT)).hasSize(1 << 20);
    }
    Actors.stop(echo);
  }

  /** Takes nothing more. */
  static Behavior<Object> stuck(Queue<Integer> reached) {
    return Behaviors.receiveMessage(message -> {
      reached.put(1);
      Thread.sleep(Long.MAX_VALUE);
      return Behaviors.same();
    });
  }

  @Test
  void handlesInMessages_actorIsKilledBeforeItTookThem_areGivenUp() throws Exception {
    Queue<Integer> reached = Queue.create();
    ActorRef<Object> stuck = Actors.spawn(() -> stuck(reached), "stuck");
    stuck.tell("first");
    reached.get();
    long number = sendAQueue(stuck);
    Actors.processOf(stuck).orElseThrow().kill();
    Objects objects = TroupeRuntime.current().objects();
    await().until(() -> {
      boolean gone = objects.reference(number) == null;
      System.gc(); // for the next look
      return gone;
    });
  }

  /** Returns the number of the queue's object. */
  private static long sendAQueue(ActorRef<Object> to) {
    Objects objects = TroupeRuntime.current().objects();
    ObjectRef before = objects.create("before", (number, self) -> message -> true);
    to.tell(List.of(Queue.<Integer>create()));
    assertThat(objects.reference(before.object() + 1)).isNotNull();
    return before.object() + 1;
  }

  /** Makes actors, and tells of each. */
  static Behavior<ActorRef<ActorRef<Object>>> maker() {
    return Behaviors.setup(context -> Behaviors.receiveMessage(to -> {
      to.tell(context.spawnAnonymous(Behaviors.empty()));
      return Behaviors.same();
    }));
  }

  @Test
  void references_thatNobodyHas_areCollected() {
    ActorRef<ActorRef<ActorRef<Object>>> maker = spawner.spawn(ActorFlowTest::maker, "maker");
    TestProbe<ActorRef<Object>> probe = TestProbe.create(Actors.system());
    List<WeakReference<ActorRef<Object>>> received = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      maker.tell(probe.getRef());
    }
    for (int i = 0; i < 2000; i++) {
      received.add(new WeakReference<>(probe.receiveMessage(LIMIT)));
    }
    await().until(() -> {
      System.gc();
      return received.stream().filter(ref -> !ref.refersTo(null)).count() < 10;
    });
    Actors.stop(maker);
  }
}
