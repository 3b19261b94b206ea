package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.sync.Lock;
import io.troupe.sync.Semaphore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads that wait, give up and are interrupted, at any moment. */
@Timeout(120)
class LockStressTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 3_000;

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void timeoutsAndInterrupts_neverLoseOrDoubleTheLock(Sharing sharing) {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger acquired = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      CompletableFuture<Thread> started = new CompletableFuture<>();
      ends.add(LockTest.inThread(() -> {
        started.complete(Thread.currentThread());
        for (int round = 0; round < ROUNDS; round++) {
          contend(lock, inside, acquired);
        }
        return null;
      }));
      threads.add(started.join());
    }
    while (ends.stream().anyMatch(end -> !end.isDone())) {
      threads.get(random(THREADS)).interrupt();
      Thread.onSpinWait();
    }
    ends.forEach(CompletableFuture::join);
    assertThat(acquired.get()).isPositive();
    assertThat(lock.locked()).isFalse();
    assertThat(lock.tryLock()).isTrue();
  }

  private static void contend(Lock lock, AtomicInteger inside, AtomicInteger acquired) {
    try {
      if (lock.tryLock(random(60), TimeUnit.MICROSECONDS)) {
        assertThat(inside.incrementAndGet()).isEqualTo(1);
        acquired.incrementAndGet();
        if (random(8) == 0) {
          Thread.yield(); // so that others have to wait
        }
        inside.decrementAndGet();
        lock.unlock();
      }
    } catch (InterruptedException e) {
      return; // before it had the lock
    }
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void timeouts_neverLoseOrDoublePermits(Sharing sharing) {
    Semaphore semaphore = TroupeRuntime.current().syncs().semaphore(3, sharing);
    AtomicInteger inside = new AtomicInteger();
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ends.add(LockTest.inThread(() -> {
        for (int round = 0; round < ROUNDS; round++) {
          int permits = 1 + random(3);
          if (semaphore.tryAcquire(permits, random(60), TimeUnit.MICROSECONDS)) {
            assertThat(inside.addAndGet(permits)).isLessThanOrEqualTo(3);
            inside.addAndGet(-permits);
            semaphore.release(permits);
          }
        }
        return null;
      }));
    }
    ends.forEach(CompletableFuture::join);
    assertThat(semaphore.availablePermits()).isEqualTo(3);
    assertThat(semaphore.tryAcquire(3)).isTrue();
  }

  @Test
  void waiter_isOvertakenForAMomentOnly() throws InterruptedException {
    Lock lock = Lock.create();
    AtomicInteger stop = new AtomicInteger();
    List<CompletableFuture<?>> greedy = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      greedy.add(LockTest.inThread(() -> {
        while (stop.get() == 0) {
          lock.lock();
          lock.unlock();
        }
        return null;
      }));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(lock.acquire(Duration.ofSeconds(30))).isTrue();
      lock.release();
    }
    stop.set(1);
    greedy.forEach(CompletableFuture::join);
  }

  @Test
  void tenThousandWaiters_costNoThread_andAreServedInOrder() {
    int waiters = 10_000;
    ObjectRef object = TroupeRuntime.current()
        .objects()
        .create(
            "lock",
            (number, self) -> SyncState.role(new LockState(CellMemory.own(LockCell.BYTES), false)));
    object.ask(acquire()).join();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      answers.add(object.ask(acquire()));
    }
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 10);
    for (Answer next : answers) {
      assertThat(next.isDone()).isFalse();
      object
          .ask(SyncFrames.frame(
              SyncFrame.newBuilder().setRelease(SyncRelease.newBuilder().setThread(1))))
          .join();
      assertThat(next.isDone()).isTrue(); // the actor runs on this thread
    }
  }

  private static Frame.Builder acquire() {
    return SyncFrames.frame(
        SyncFrame.newBuilder().setAcquire(SyncAcquire.newBuilder().setThread(1)));
  }
}
