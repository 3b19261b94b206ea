package io.troupe.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Signals;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Time limits and interrupts hold though the owner, or a third process, is stopped. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StoppedProcessTest {
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final Duration IN_TIME = Duration.ofSeconds(20);

  private Process process = Process.of(StoppedProcessTest::nothing);

  static void nothing() {}

  static void own(Queue<Object> link, String kind) throws Exception {
    Object object = switch (kind) {
      case "queue" -> Queue.create();
      case "bounded" -> Queue.create(1);
      case "lock" -> heldLock();
      case "semaphore" -> Semaphore.create(0);
      case "condition" -> Condition.create(Lock.create());
      default -> Event.create();
    };
    link.put(object);
    Thread.currentThread().join();
  }

  private static Lock heldLock() throws InterruptedException {
    Lock lock = Lock.create();
    lock.acquire();
    return lock;
  }

  static void drain(Queue<Integer> queue, Event drained) throws Exception {
    for (int i = 0; i < 40; i++) {
      int unused = queue.get();
    }
    drained.set();
    Thread.currentThread().join();
  }

  private Object objectOf(String kind) throws Exception {
    Queue<Object> link = Queue.create();
    process = Process.of(StoppedProcessTest::own, link, kind).daemon(true);
    process.start();
    return link.get();
  }

  private void signal(String name) throws IOException, InterruptedException {
    Signals.send(name, process.pid());
  }

  @AfterEach
  void kill() throws InterruptedException {
    if (process.isAlive()) {
      process.kill();
      process.join();
    }
  }

  private static <T> T inTime(Callable<T> call) throws Exception {
    long begin = System.nanoTime();
    T result = call.call();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
    return result;
  }

  @Test
  void get_ownerStopped_endsInTime_andTheItemIsNotLost() throws Exception {
    @SuppressWarnings("unchecked")
    Queue<String> queue = (Queue<String>) objectOf("queue");
    queue.put("first");
    assertThat(queue.get()).isEqualTo("first");
    queue.put("second");
    queue.flush();
    signal("STOP");
    assertThat(inTime(() -> queue.poll(500, TimeUnit.MILLISECONDS))).isNull();
    String polled = inTime(queue::poll);
    assertThat(polled).isNull();
    Thread.currentThread().interrupt();
    assertThatThrownBy(queue::get).isInstanceOf(InterruptedException.class);
    signal("CONT");
    assertThat(queue.get(60, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void put_ownerStopped_endsInTime_andTheItemIsTakenBack() throws Exception {
    @SuppressWarnings("unchecked")
    Queue<String> queue = (Queue<String>) objectOf("bounded");
    assertThat(queue.size()).isZero();
    signal("STOP");
    assertThat(inTime(() -> queue.offer("late", 500, TimeUnit.MILLISECONDS))).isFalse();
    signal("CONT");
    queue.put("next"); // there is room once the other one is taken back
    assertThat(queue.get()).isEqualTo("next");
  }

  @Test
  void acquire_ownerStopped_endsInTime() throws Exception {
    Lock lock = (Lock) objectOf("lock");
    signal("STOP");
    assertThat(inTime(() -> lock.acquire(LIMIT))).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(lock::acquire).isInstanceOf(InterruptedException.class);
  }

  @Test
  void acquire_semaphoreOfStoppedOwner_endsInTime_andThePermitIsNotLost() throws Exception {
    Semaphore semaphore = (Semaphore) objectOf("semaphore");
    assertThat(semaphore.availablePermits()).isZero();
    signal("STOP");
    assertThat(inTime(() -> semaphore.acquire(LIMIT))).isFalse();
    semaphore.release();
    signal("CONT");
    assertThat(semaphore.acquire(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void await_ownerStopped_endsInTime() throws Exception {
    Event event = (Event) objectOf("event");
    signal("STOP");
    assertThat(inTime(() -> event.await(LIMIT))).isFalse();
  }

  @Test
  void await_conditionOfStoppedOwner_endsInTime_withTheLockHeld() throws Exception {
    Condition condition = (Condition) objectOf("condition");
    condition.getLock().acquire();
    signal("STOP");
    assertThat(inTime(() -> condition.await(LIMIT))).isFalse();
    condition.getLock().release();
  }

  @Test
  void getNowait_consumerThatDrainedAloneIsStopped_itsItemsComeBack() throws Exception {
    Queue<Integer> queue = Queue.create();
    for (int i = 0; i < 400; i++) {
      queue.put(i);
    }
    Event drained = Event.create();
    process = Process.of(StoppedProcessTest::drain, queue, drained).daemon(true);
    process.start();
    drained.await();
    signal("STOP");
    assertThat(inTime(queue::size)).isEqualTo(360);
    assertThat(inTime(queue::getNowait)).isEqualTo(40);
    assertThat(inTime(queue::isEmpty)).isFalse();
  }
}
