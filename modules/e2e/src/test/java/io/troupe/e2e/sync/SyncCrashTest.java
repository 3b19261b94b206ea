package io.troupe.e2e.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.e2e.support.Crash;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.Sharing;
import io.troupe.memory.LongValue;
import io.troupe.memory.Value;
import io.troupe.sync.Barrier;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever dies, holder, waiter or owner: nobody else waits for ever. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SyncCrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static void lockAndStay(Lock lock, Event done) throws Exception {
    lock.acquire();
    done.set();
    Thread.currentThread().join();
  }

  static void acquireAndStay(Semaphore semaphore, int permits, Event done) throws Exception {
    semaphore.acquire(permits);
    done.set();
    Thread.currentThread().join();
  }

  static void waitForLock(Lock lock, Event got) throws Exception {
    lock.acquire();
    got.set();
    Thread.currentThread().join();
  }

  static void waitForSignal(Condition condition, Semaphore waiting, Event signalled)
      throws Exception {
    condition.getLock().acquire();
    waiting.release();
    condition.await();
    condition.getLock().release();
    signalled.set();
  }

  static void waitForEvent(Event event, Semaphore waiting, Event seen) throws Exception {
    waiting.release();
    event.await();
    seen.set();
  }

  static void waitAtBarrier(Barrier barrier) throws Exception {
    barrier.await();
  }

  private static void kill(Process process) throws InterruptedException {
    process.kill();
    process.join();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X023")
  void holderKilled_lockIsReleased_andKnownToBeAbandoned(Sharing sharing) throws Exception {
    for (Lock lock : List.of(
        TroupeRuntime.current().syncs().lock(sharing),
        TroupeRuntime.current().syncs().rlock(sharing))) {
      Event done = Event.create();
      Process holder = Process.of(SyncCrashTest::lockAndStay, lock, done).start();
      done.await();
      CompletableFuture<Boolean> waiter = inThread(() -> lock.acquire(PATIENCE));
      kill(holder);
      assertThat(waiter.get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(lock.wasAbandoned()).isTrue();
      assertThat(lock.locked()).isTrue();
    }
  }

  private interface Waiting<T> {
    T get() throws Exception;
  }

  private static <T> CompletableFuture<T> inThread(Waiting<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        result.complete(body.get());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X023")
  void holderKilled_permitsComeBack_butNotThoseOfSignals(Sharing sharing) throws Exception {
    Semaphore slots = TroupeRuntime.current().syncs().semaphore(3, sharing);
    Semaphore signals = TroupeRuntime.current().syncs().semaphore(0, sharing);
    signals.release(5);
    Event done = Event.create();
    Process holder = Process.of(SyncCrashTest::acquireAndStay, slots, 2, done).start();
    done.await();
    done.clear();
    Process consumer =
        Process.of(SyncCrashTest::acquireAndStay, signals, 4, done).start();
    done.await();
    assertThat(slots.availablePermits()).isEqualTo(1);
    kill(holder);
    assertThat(slots.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
    kill(consumer);
    assertThat(signals.tryAcquire()).isTrue();
    assertThat(signals.acquire(Duration.ofMillis(200))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void waiterKilled_theNextGetsTheLock(Sharing sharing) throws Exception {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    lock.acquire();
    Event gotFirst = Event.create();
    Event gotSecond = Event.create();
    Process first = Process.of(SyncCrashTest::waitForLock, lock, gotFirst).start();
    assertThat(gotFirst.await(Duration.ofMillis(300))).isFalse();
    Process second = Process.of(SyncCrashTest::waitForLock, lock, gotSecond).start();
    assertThat(gotSecond.await(Duration.ofMillis(300))).isFalse();
    kill(first);
    lock.release();
    assertThat(gotSecond.await(PATIENCE)).isTrue();
    assertThat(gotFirst.isSet()).isFalse();
    kill(second);
    assertThat(lock.acquire(PATIENCE)).isTrue();
  }

  @Test
  void waiterKilled_signalGoesToTheNext() throws Exception {
    Condition condition = Condition.create();
    Semaphore waiting = Semaphore.create(0);
    Event signalled = Event.create();
    Process first =
        Process.of(SyncCrashTest::waitForSignal, condition, waiting, signalled).start();
    waiting.acquire();
    condition.getLock().acquire(); // it has released the lock: it waits
    condition.getLock().release();
    CompletableFuture<Boolean> second = inThread(() -> {
      condition.getLock().acquire();
      waiting.release();
      boolean told = condition.await(PATIENCE);
      condition.getLock().release();
      return told;
    });
    waiting.acquire();
    kill(first);
    await().until(() -> condition.toString().contains("waiting=1"));
    condition.getLock().acquire();
    condition.signal();
    condition.getLock().release();
    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(signalled.isSet()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void waiterKilled_eventIsSetWithoutIt(Sharing sharing) throws Exception {
    Event event = TroupeRuntime.current().syncs().event(sharing);
    Semaphore waiting = Semaphore.create(0);
    Event seen = Event.create();
    Process first =
        Process.of(SyncCrashTest::waitForEvent, event, waiting, seen).start();
    Process second =
        Process.of(SyncCrashTest::waitForEvent, event, waiting, seen).start();
    waiting.acquire(2);
    kill(first);
    event.set();
    assertThat(seen.await(PATIENCE)).isTrue();
    second.join();
  }

  @Test
  @Tag("X035")
  void partyKilled_barrierBreaksForTheRest() throws Exception {
    Barrier barrier = Barrier.create(3);
    Process party = Process.of(SyncCrashTest::waitAtBarrier, barrier).start();
    await().until(() -> barrier.getNumberWaiting() == 1);
    CompletableFuture<Integer> other = inThread(barrier::await);
    await().until(() -> barrier.getNumberWaiting() == 2);
    kill(party);
    assertThatThrownBy(() -> other.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(BrokenBarrierException.class);
    assertThat(barrier.isBroken()).isTrue();
  }

  @Test
  void partyKilledInTheAction_barrierBreaksForTheRest() throws Exception {
    Barrier barrier = Barrier.create(2, Crash::bySigkill);
    CompletableFuture<Integer> first = inThread(barrier::await);
    await().until(() -> barrier.getNumberWaiting() == 1);
    Process last = Process.of(SyncCrashTest::waitAtBarrier, barrier).start();
    assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(BrokenBarrierException.class);
    last.join();
    assertThat(last.exitCode()).hasValue(-9);
  }

  record Owned(Lock lock, Semaphore semaphore, Event event, Condition condition, Barrier barrier) {}

  static void own(Connection handles, String sharing) throws Exception {
    Sharing how = Sharing.valueOf(sharing);
    Lock lock = TroupeRuntime.current().syncs().lock(how);
    Owned owned = new Owned(
        lock,
        TroupeRuntime.current().syncs().semaphore(0, how),
        TroupeRuntime.current().syncs().event(how),
        Condition.create(TroupeRuntime.current().syncs().rlock(how)),
        Barrier.create(2));
    lock.acquire();
    handles.send(owned);
    Thread.currentThread().join();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void ownerKilled_whoeverWaitsHearsOfIt(Sharing sharing) throws Exception {
    Pipe pipe = Pipe.simplex();
    Process owner =
        Process.of(SyncCrashTest::own, pipe.writer(), sharing.name()).start();
    Owned owned = pipe.reader().recv(Owned.class);
    List<CompletableFuture<?>> waiters = List.of(
        inThread(() -> owned.lock().acquire(PATIENCE)),
        inThread(() -> owned.semaphore().acquire(PATIENCE)),
        inThread(() -> owned.event().await(PATIENCE)),
        inThread(() -> {
          owned.condition().getLock().acquire();
          return owned.condition().await(PATIENCE);
        }),
        inThread(() -> owned.barrier().await(PATIENCE)));
    await().until(() -> owned.barrier().getNumberWaiting() == 1);
    await().until(() -> owned.condition().toString().contains("waiting=1"));
    kill(owner);
    for (CompletableFuture<?> waiter : waiters) {
      assertThatThrownBy(() -> waiter.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(OwnerLostException.class);
    }
    assertThatThrownBy(() -> owned.condition().getLock().tryLock())
        .isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(owned.semaphore()::tryAcquire).isInstanceOf(OwnerLostException.class);
  }

  static void hammer(Lock lock, LongValue inside, LongValue rounds) throws Exception {
    while (true) {
      lock.acquire();
      try {
        inside.incrementAndGet();
        rounds.incrementAndGet();
        inside.addAndGet(-1);
      } finally {
        lock.release();
      }
    }
  }

  /** Each is killed at some instruction of a cycle; what it left half done is told by the lock. */
  @ParameterizedTest
  @EnumSource(Sharing.class)
  void killedAtRandom_lockGoesOn(Sharing sharing) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Lock lock = TroupeRuntime.current().syncs().rlock(sharing);
    LongValue inside = Value.ofLong(0);
    LongValue rounds = Value.ofLong(0);
    for (int i = 0; i < 12; i++) {
      Process one = Process.of(SyncCrashTest::hammer, lock, inside, rounds).start();
      Process other = Process.of(SyncCrashTest::hammer, lock, inside, rounds).start();
      long before = rounds.get();
      await().until(() -> rounds.get() > before + 100);
      TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
      kill(one);
      takeAndRepair(lock, inside, seed);
      kill(other);
      takeAndRepair(lock, inside, seed);
    }
  }

  private static void takeAndRepair(Lock lock, LongValue inside, long seed) throws Exception {
    assertThat(lock.acquire(PATIENCE)).as("seed %d", seed).isTrue();
    if (inside.get() != 0) {
      inside.set(0);
    }
    lock.release();
  }
}
