package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.JoinableQueue;
import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.sync.Barrier;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks and queues of a manager, used by others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManagedSyncTest {
  private static Manager manager;

  @TempDir
  Path scratch;

  @BeforeAll
  static void start() {
    manager = Manager.process().register(Threads.class, () -> Thread::activeCount);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  /** Looks into the manager's process. */
  interface Threads {
    int count();
  }

  private static void runs(Process process) throws InterruptedException {
    process.start().join();
    assertThat(process.exitCode()).hasValue(0);
  }

  static void acquire(Lock lock) throws InterruptedException {
    lock.acquire();
  }

  @Test
  @Tag("X082")
  @Tag("C236")
  void lock_heldByAProcessThatEnds_isReleased() throws InterruptedException {
    Lock lock = manager.lock();
    runs(Process.of(ManagedSyncTest::acquire, lock));

    lock.acquire();
    assertThat(lock.tryLock()).isFalse();
    lock.release();
    assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
  }

  static void hold(Lock lock, String sign) throws Exception {
    lock.acquire();
    Scratch.write(sign, "holds");
    Thread.sleep(Long.MAX_VALUE);
  }

  @Test
  void lock_heldByAProcessThatIsKilled_isReleased() throws Exception {
    Lock lock = manager.lock();
    Path sign = scratch.resolve("sign");
    Process holder =
        Process.of(ManagedSyncTest::hold, lock, sign.toString()).daemon(true).start();
    Scratch.await(sign);
    assertThat(lock.tryLock()).isFalse();

    holder.kill();

    lock.acquire();
    lock.release();
  }

  static void cycle(RLock lock) throws InterruptedException {
    lock.acquire();
    lock.acquire();
    lock.release();
    lock.release();
  }

  @Test
  @Tag("C237")
  void rlock_usedInAChild() throws InterruptedException {
    RLock lock = manager.rlock();
    runs(Process.of(ManagedSyncTest::cycle, lock));
    assertThat(lock.tryLock()).isTrue();
    lock.release();
  }

  static void take(Semaphore semaphore) throws InterruptedException {
    semaphore.acquire();
    semaphore.release();
  }

  @Test
  @Tag("C238")
  @Tag("C239")
  void semaphores_usedInAChild() throws InterruptedException {
    Semaphore semaphore = manager.semaphore(1);
    BoundedSemaphore bounded = manager.boundedSemaphore(1);
    runs(Process.of(ManagedSyncTest::take, semaphore));
    runs(Process.of(ManagedSyncTest::take, bounded));

    assertThatThrownBy(bounded::release).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> manager.semaphore(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void release_managerIsDead_saysSo() throws InterruptedException {
    try (Manager doomed = Manager.process()) {
      Semaphore semaphore = doomed.semaphore(1);
      Condition condition = doomed.condition();
      semaphore.acquire();
      condition.getLock().acquire();

      kill(doomed);

      assertThatThrownBy(semaphore::release).isInstanceOf(OwnerLostException.class);
      assertThatThrownBy(condition::await).isInstanceOf(OwnerLostException.class);
      assertThatThrownBy(condition::signal).isInstanceOf(OwnerLostException.class);
    }
  }

  @Test
  void unlock_managerIsDead_throws() throws InterruptedException {
    try (Manager doomed = Manager.process()) {
      List<java.util.concurrent.locks.Lock> locks =
          List.of(doomed.lock(), doomed.rlock(), doomed.condition().getLock());
      for (java.util.concurrent.locks.Lock lock : locks) {
        lock.lock();
      }

      kill(doomed);

      for (java.util.concurrent.locks.Lock lock : locks) {
        assertThatThrownBy(lock::unlock).isInstanceOf(OwnerLostException.class);
      }
    }
  }

  private static void kill(Manager doomed) throws InterruptedException {
    doomed.serverProcess().orElseThrow().kill();
    doomed.serverProcess().orElseThrow().join();
  }

  static void makeReady(Condition condition, ManagedMap<String, Boolean> state)
      throws InterruptedException {
    condition.getLock().acquire();
    state.put("ready", true);
    condition.signalAll();
    condition.getLock().release();
  }

  @Test
  @Tag("C240")
  void condition_signalledByAChild() throws InterruptedException {
    Condition condition = manager.condition();
    ManagedMap<String, Boolean> state = manager.dict();
    condition.getLock().acquire();
    Process child = Process.of(ManagedSyncTest::makeReady, condition, state).start();
    condition.waitFor(() -> state.containsKey("ready"));
    condition.getLock().release();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  static void answer(Event event) throws InterruptedException {
    assertThat(event.isSet()).isTrue();
    event.await();
    event.clear();
  }

  @Test
  @Tag("C235")
  void event_setHere_clearedByAChild() throws InterruptedException {
    Event event = manager.event();
    event.set();
    runs(Process.of(ManagedSyncTest::answer, event));
    assertThat(event.isSet()).isFalse();
  }

  static void meet(Barrier barrier, String sign) throws Exception {
    Scratch.write(sign, "comes");
    barrier.await();
  }

  @Test
  void barrier_whosePartyIsKilled_breaks() throws Exception {
    Barrier barrier = manager.barrier(3);
    Path sign = scratch.resolve("sign");
    Process doomed =
        Process.of(ManagedSyncTest::meet, barrier, sign.toString()).daemon(true).start();
    await().until(() -> barrier.getNumberWaiting() == 1);

    doomed.kill();

    assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
    barrier.reset();
    assertThat(barrier.isBroken()).isFalse();
  }

  @Test
  @Tag("C243")
  @Tag("C244")
  void queues_usedInAChild() throws InterruptedException {
    Queue<Integer> queue = manager.queue(2);
    queue.put(5);
    queue.put(6);
    assertThat(queue.full()).isTrue();
    runs(Process.of(ManagedSyncTest::drain, queue));
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.full()).isFalse();

    JoinableQueue<Integer> joinable = manager.joinableQueue();
    joinable.put(5);
    joinable.put(6);
    runs(Process.of(ManagedSyncTest::drainJoinable, joinable));
    joinable.join();
  }

  static void drain(Queue<Integer> queue) throws InterruptedException {
    assertThat(queue.get()).isEqualTo(5);
    assertThat(queue.get()).isEqualTo(6);
  }

  static void drainJoinable(JoinableQueue<Integer> queue) throws InterruptedException {
    assertThat(queue.get() + queue.get()).isEqualTo(11);
    queue.taskDone();
    queue.taskDone();
  }

  @Test
  void thousandsOfWaiters_costNoThreadAtTheOwner() throws InterruptedException {
    Threads threads = manager.create(Threads.class);
    Semaphore gate = manager.semaphore(0);
    int before = threads.count();
    AtomicInteger passed = new AtomicInteger();
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Thread waiter = new Thread(null, () -> pass(gate, passed), "waiter", 64 << 10);
      waiter.start();
      waiters.add(waiter);
    }
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> waiters.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .count()
            >= 1999); // one of them reads the link for all

    assertThat(threads.count()).isLessThanOrEqualTo(before + 2);
    gate.release(2000);
    for (Thread waiter : waiters) {
      waiter.join();
    }
    assertThat(passed).hasValue(2000);
  }

  private static void pass(Semaphore gate, AtomicInteger passed) {
    try {
      gate.acquire();
      passed.incrementAndGet();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
