package io.troupe.e2e.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.ProcessStartException;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.Signals;
import io.troupe.manager.CallAbandonedException;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process that is stopped holds up nobody who only handles what belongs to it, or was told
 * something before.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StoppedOwnerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Manager manager;
  private ManagedMap<String, Object> dict;

  /** Has methods that answer later. */
  interface Slow {
    CompletableFuture<String> later();
  }

  static final class DefaultSlow implements Slow {
    @Override
    public CompletableFuture<String> later() {
      return new CompletableFuture<>();
    }
  }

  @BeforeEach
  void start() {
    manager = Manager.process();
    dict = manager.dict();
    dict.put("a", 1);
  }

  @AfterEach
  void close() throws Exception {
    if (!manager.isClosed()) {
      signal("CONT");
    }
    manager.close();
  }

  private void signal(String name) throws Exception {
    Signals.send(name, manager.serverProcess().orElseThrow().pid());
  }

  static String nameOf(Object object) {
    return object.getClass().getSimpleName();
  }

  static int link(ManagedMap<String, Object> dict) {
    return dict.size();
  }

  static void hang() throws InterruptedException {
    Thread.currentThread().join();
  }

  static Behavior<ActorRef<String>> silent() {
    return Behaviors.empty();
  }

  @Test
  void handles_ofItsObjects_travelAndArrive() throws Exception {
    Queue<Object> queue = Queue.create();
    signal("STOP");
    for (int i = 0; i < 50; i++) {
      queue.put(dict);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(queue.get()).isEqualTo(dict);
    }
    signal("CONT");
    assertThat(dict.get("a")).isEqualTo(1);
  }

  @Test
  void handles_ofItsObjects_arriveInProcessesThatUseItForTheFirstTime() throws Exception {
    try (Pool pool = Pool.of(1)) {
      assertThat(pool.apply(StoppedOwnerTest::link, dict)).isEqualTo(1);
      ManagedMap<String, Object> other = manager.dict();
      signal("STOP");
      assertThat(pool.apply(StoppedOwnerTest::nameOf, other)).isEqualTo("MapProxy");
      signal("CONT");
      assertThat(other).isEmpty();
    }
  }

  static boolean isEmptyInTime(Queue<Integer> queue, Event event) throws InterruptedException {
    return queue.poll(100, TimeUnit.MILLISECONDS) == null
        && !queue.offer(1, 100, TimeUnit.MILLISECONDS)
        && !event.await(Duration.ofMillis(100))
        && !event.await(Duration.ZERO);
  }

  static boolean putAndSet(Queue<Integer> queue, Event event) throws InterruptedException {
    event.set();
    queue.put(2);
    return true;
  }

  @Test
  void handles_ofItsObjects_arriveInProcessesThatAreNotLinkedWithIt() throws Exception {
    Queue<Integer> queue = manager.queue();
    Event event = manager.event();
    try (Pool pool = Pool.of(1)) {
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
      signal("STOP");
      assertThat(pool.apply(StoppedOwnerTest::isEmptyInTime, queue, event)).isTrue();
      AsyncResult<Boolean> told = pool.applyAsync(StoppedOwnerTest::putAndSet, queue, event);
      signal("CONT");
      assertThat(told.get()).isTrue();
      assertThat(event.isSet()).isTrue();
      assertThat(queue.get()).isEqualTo(2);
      assertThat(queue).isEmpty();
    }
  }

  @Test
  void handles_ofItsObjects_areLostWithIt_thoughItWasNeverReached() throws Exception {
    Queue<Integer> queue = manager.queue();
    try (Pool pool = Pool.of(1)) {
      assertThat(pool.apply(() -> 1)).isEqualTo(1);
      signal("STOP");
      AsyncResult<Boolean> waits = pool.applyAsync(StoppedOwnerTest::putIt, queue);
      await().until(() -> pool.progress().running() == 1);
      manager.close();
      assertThatThrownBy(waits::get)
          .hasCauseInstanceOf(OwnerLostException.class)
          .hasMessageContaining("process");
    }
  }

  static boolean putIt(Queue<Integer> queue) throws InterruptedException {
    queue.put(1);
    return true;
  }

  @Test
  void handle_ofAnObjectThatHasEndedMeanwhile_failsWhenItIsUsed() throws Exception {
    Queue<Object> queue = Queue.create();
    queue.put(dict);
    signal("STOP");
    Object arrived = queue.get();
    manager.close();
    assertThatThrownBy(() -> ((Map<?, ?>) arrived).size()).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(() -> queue.put(arrived))
        .isInstanceOf(PayloadException.class)
        .hasRootCauseInstanceOf(OwnerLostException.class);
  }

  @Test
  void value_withItsObject_putIntoIt_isAbandoned_andSettledLater() throws Exception {
    signal("STOP");
    Queue<Object> queue = Queue.create();
    for (Object value : List.of(queue, dict)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> dict.put("b", value)).isInstanceOf(CallAbandonedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    signal("CONT");
    queue.put(1);
    assertThat(queue.get()).isEqualTo(1);
  }

  @Test
  void put_intoItsFullLink_endsInTime() throws Exception {
    Queue<byte[]> queue = manager.queue();
    signal("STOP");
    int put = 0;
    while (queue.offer(new byte[100_000], 100, TimeUnit.MILLISECONDS)) {
      put++;
    }
    assertThat(queue.offer(new byte[3_000_000], 100, TimeUnit.MILLISECONDS)).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> queue.put(new byte[3_000_000]))
        .isInstanceOf(InterruptedException.class);
    signal("CONT");
    for (int i = 0; i < put; i++) {
      assertThat(queue.get()).hasSize(100_000);
    }
    queue.put(new byte[1]);
    assertThat(queue.get()).hasSize(1);
  }

  @Test
  void put_intoItsFullLink_hearsAnInterrupt() throws Exception {
    Queue<byte[]> queue = manager.queue();
    signal("STOP");
    Thread me = Thread.currentThread();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread putter = new Thread(() -> {
      try {
        while (true) {
          queue.put(new byte[100_000]);
        }
      } catch (InterruptedException e) {
        ended.complete(true);
      }
    });
    putter.start();
    await()
        .atMost(Scratch.PATIENCE)
        .until(() -> putter.getState() == Thread.State.TIMED_WAITING
            || putter.getState() == Thread.State.WAITING);
    putter.interrupt();
    assertThat(ended.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(me.isInterrupted()).isFalse();
  }

  @Test
  void fences_waitForItNoLongerThanForOneThatRuns() throws Exception {
    Queue<Integer> its = manager.queue();
    Queue<Integer> mine = Queue.create();
    Event event = Event.create();
    Lock lock = Lock.create();
    its.put(1);
    signal("STOP");
    boolean offered = its.offer(2, 1, TimeUnit.SECONDS);
    mine.put(1);
    event.set();
    lock.acquire();
    lock.release();
    assertThat(event.isSet()).isTrue();
    assertThat(mine.get()).isEqualTo(1);
    signal("CONT");
    assertThat(its.get()).isEqualTo(1);
    if (offered) {
      assertThat(its.get()).isEqualTo(2);
    }
  }

  @Test
  void callThatAnswersLater_hasTheCallTimeout() throws Exception {
    manager.close();
    manager = Manager.builder().callTimeout(LIMIT).process();
    Slow slow = manager.register(Slow.class, DefaultSlow::new).create(Slow.class);
    assertThatThrownBy(() -> slow.later().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CallAbandonedException.class);
    signal("STOP");
    assertThatThrownBy(() -> slow.later().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CallAbandonedException.class);
  }

  @Test
  void ask_ofItsActor_hasItsOwnTimeLimit() throws Exception {
    ActorRef<ActorRef<String>> actor = manager.actor(StoppedOwnerTest::silent);
    Duration limit = Duration.ofMillis(100);
    assertThatThrownBy(() -> asked(actor, limit)).isInstanceOf(TimeoutException.class);
    signal("STOP");
    assertThatThrownBy(() -> asked(actor, limit)).isInstanceOf(TimeoutException.class);
    CompletionStage<String> later =
        AskPattern.ask(actor, to -> to, limit, Actors.system().scheduler());
    assertThatThrownBy(() -> later.toCompletableFuture().get())
        .hasCauseInstanceOf(TimeoutException.class);
  }

  private static String asked(ActorRef<ActorRef<String>> actor, Duration limit) throws Exception {
    return Actors.ask(actor, to -> to, limit);
  }

  @Test
  void start_initializerHangs_isKilledAfterItsTimeout() {
    assertThatThrownBy(() -> Manager.builder()
            .initializer(StoppedOwnerTest::hang)
            .initializerTimeout(Duration.ofMillis(300))
            .process())
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContaining("initializer took more than PT0.3S");
  }

  @Test
  void start_initializerInTime_works() {
    try (Manager quick = Manager.builder()
        .initializer(() -> {})
        .initializerTimeout(Duration.ofSeconds(60))
        .process()) {
      assertThat(quick.dict()).isEmpty();
    }
  }
}
