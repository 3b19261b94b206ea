package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.SimpleQueue;
import io.troupe.actor.Actors;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.TestNode;
import io.troupe.sync.Barrier;
import io.troupe.sync.Condition;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, barriers, re-entrant locks and actors between this program and two nodes. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterNounsTest {
  private static final int ROUNDS = 20;
  private static final int HOPS = 100;
  private static final int MESSAGES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  static Path directory;

  private static TestNode first;
  private static TestNode second;
  private static Cluster cluster;
  private static Pool here;
  private static Pool there;

  @BeforeAll
  static void start() throws Exception {
    ClusterKeys.create(directory);
    first = TestNode.start(directory, 4);
    second = TestNode.start(directory, 4, first.address());
    cluster = Cluster.connect(first.address(), ClusterKeys.load(directory.resolve("program.key")));
    here = Pool.builder().on(cluster.node(first.address())).processes(1).start();
    there = Pool.builder().on(cluster.node(second.address())).processes(1).start();
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      here.terminate();
      there.terminate();
      cluster.close();
    }
    if (second != null) {
      second.close();
    }
    if (first != null) {
      first.close();
    }
  }

  static boolean waitForSignal(Lock lock, Condition changed, Queue<String> said)
      throws InterruptedException {
    lock.lock();
    try {
      said.put("waits");
      changed.await();
      return true;
    } finally {
      lock.unlock();
    }
  }

  static boolean signal(Lock lock, Condition changed) throws InterruptedException {
    lock.lock();
    try {
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Test
  void condition_signalledOnOneNode_wakesOnTheOther() throws Exception {
    Lock lock = Lock.create();
    Condition changed = Condition.create(lock);
    Queue<String> said = Queue.create();
    AsyncResult<Boolean> woken =
        here.applyAsync(ClusterNounsTest::waitForSignal, lock, changed, said);
    assertThat(said.get()).isEqualTo("waits"); // and it holds the lock until it does
    assertThat(there.apply(ClusterNounsTest::signal, lock, changed)).isTrue();

    assertThat(woken.get()).isTrue();
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
  }

  static int step(Barrier barrier, Queue<Integer> steps)
      throws InterruptedException, BrokenBarrierException {
    for (int i = 0; i < ROUNDS; i++) {
      steps.put(i);
      barrier.await();
    }
    return ROUNDS;
  }

  @Test
  void barrier_ofProcessesOnBothNodes_andThisOne() throws Exception {
    Barrier barrier = Barrier.create(3);
    Queue<Integer> steps = Queue.create();
    AsyncResult<Integer> one = here.applyAsync(ClusterNounsTest::step, barrier, steps);
    AsyncResult<Integer> other = there.applyAsync(ClusterNounsTest::step, barrier, steps);
    for (int i = 0; i < ROUNDS; i++) {
      barrier.await();
      assertThat(steps.get()).isEqualTo(i);
      assertThat(steps.get()).isEqualTo(i);
    }
    assertThat(one.get()).isEqualTo(other.get());
  }

  static int holdTwice(RLock lock, SimpleQueue<Integer> said) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      lock.lock();
      lock.lock();
      said.put(said.get() + 1);
      lock.unlock();
      lock.unlock();
    }
    return 100;
  }

  @Test
  void reentrantLockAndSimpleQueue_onBothNodes() throws Exception {
    RLock lock = RLock.create();
    SimpleQueue<Integer> said = SimpleQueue.create();
    said.put(0);
    AsyncResult<Integer> one = here.applyAsync(ClusterNounsTest::holdTwice, lock, said);
    AsyncResult<Integer> other = there.applyAsync(ClusterNounsTest::holdTwice, lock, said);

    assertThat(one.get() + other.get()).isEqualTo(200);
    assertThat(said.get()).isEqualTo(200);
  }

  /** What actors are told here. */
  sealed interface Command {}

  record Know(ActorRef<Command> other) implements Command {}

  record Hop(int left, ActorRef<Integer> done) implements Command {}

  record Count() implements Command {}

  record GetCount(ActorRef<Integer> replyTo) implements Command {}

  record Watch(ActorRef<Command> other, ActorRef<String> listener) implements Command {}

  static Behavior<Command> hopper() {
    return Behaviors.setup(context -> hopper(context.getSystem().ignoreRef(), 0));
  }

  private static Behavior<Command> hopper(ActorRef<Command> other, int count) {
    return Behaviors.receive(Command.class)
        .onMessage(Know.class, know -> hopper(know.other(), count))
        .onMessage(Hop.class, hop -> {
          if (hop.left() == 0) {
            hop.done().tell((int) ProcessHandle.current().pid());
          } else {
            other.tell(new Hop(hop.left() - 1, hop.done()));
          }
          return Behaviors.same();
        })
        .onMessage(Count.class, message -> hopper(other, count + 1))
        .onMessage(GetCount.class, get -> {
          get.replyTo().tell(count);
          return Behaviors.same();
        })
        .onMessage(Watch.class, watch -> watching(watch.other(), watch.listener()))
        .build();
  }

  private static Behavior<Command> watching(ActorRef<Command> other, ActorRef<String> listener) {
    return Behaviors.setup(context -> {
      context.watch(other);
      listener.tell("watching");
      return Behaviors.receive(Command.class)
          .onSignal(Terminated.class, ended -> {
            listener.tell("terminated");
            return Behaviors.same();
          })
          .build();
    });
  }

  static Behavior<String> into(Queue<String> heard) {
    return Behaviors.receiveMessage(message -> {
      heard.put(message);
      return Behaviors.same();
    });
  }

  private static Process processAt(TestNode node, String name) {
    return Actors.process(name).on(cluster.node(node.address())).start();
  }

  @Test
  void actorsOnBothNodes_knowEachOtherByRefs_andWatchEachOther() throws Exception {
    Process near = processAt(first, "near");
    Process far = processAt(second, "far");
    ActorRef<Command> one = Actors.in(near).spawn(ClusterNounsTest::hopper, "one");
    ActorRef<Command> other = Actors.in(far).spawn(ClusterNounsTest::hopper, "other");
    one.tell(new Know(other));
    other.tell(new Know(one));

    int even = Actors.ask(one, done -> new Hop(HOPS, done), PATIENCE);
    int odd = Actors.ask(one, done -> new Hop(HOPS + 1, done), PATIENCE);

    assertThat(even).isEqualTo((int) near.pid());
    assertThat(odd).isEqualTo((int) far.pid());
    for (int i = 0; i < MESSAGES; i++) {
      other.tell(new Count());
    }
    assertThat(Actors.ask(other, GetCount::new, PATIENCE)).isEqualTo(MESSAGES);

    Queue<String> heard = Queue.create();
    ActorRef<String> listener =
        Actors.in(Process.current()).spawn(() -> into(heard), "cluster-listener");
    one.tell(new Watch(other, listener));
    assertThat(heard.get()).isEqualTo("watching");
    far.kill();

    assertThat(heard.get()).isEqualTo("terminated");
    assertThat(Actors.whenEnded(other).toCompletableFuture().get(60, TimeUnit.SECONDS))
        .isPresent();
    near.kill();
  }
}
