package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks among the threads of one process, in both modes. */
@Timeout(60)
class LockTest {
  private static final Duration MOMENT = Duration.ofMillis(20);

  static <T> CompletableFuture<T> inThread(Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        result.complete(body.call());
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
  @Tag("C045")
  @Tag("X021")
  void lock_free_isTakenAndGivenBack(Sharing sharing) throws InterruptedException {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    assertThat(lock.locked()).isFalse();
    lock.acquire();
    assertThat(lock.locked()).isTrue();
    assertThat(lock.tryLock()).isFalse();
    assertThat(lock.acquire(Duration.ofSeconds(-1))).isFalse();
    assertThat(lock.acquire(MOMENT)).isFalse();
    lock.release();
    assertThat(lock.locked()).isFalse();
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C045")
  void release_free_isAnError_andTheLockStaysUsable(Sharing sharing) {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
    assertThat(lock.tryLock()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void release_otherThread_releasesALock(Sharing sharing) throws InterruptedException {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    lock.acquire();
    inThread(() -> {
          lock.release();
          return null;
        })
        .join();
    assertThat(lock.locked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C048")
  void rlock_ownerAgain_countsAndIsFreeAtTheEnd(Sharing sharing) throws InterruptedException {
    RLock lock = TroupeRuntime.current().syncs().rlock(sharing);
    lock.acquire();
    lock.acquire();
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.getHoldCount()).isEqualTo(3);
    assertThat(lock.toString()).contains("count=3");
    assertThat(inThread(lock::tryLock).join()).isFalse();
    assertThat(inThread(lock::getHoldCount).join()).isZero();
    lock.release();
    lock.release();
    assertThat(lock.locked()).isTrue();
    lock.release();
    assertThat(lock.locked()).isFalse();
    assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(lock).hasToString("RLock[holder=none, count=0]");
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void rlock_releasedByOtherThread_isAnError(Sharing sharing) throws InterruptedException {
    RLock lock = TroupeRuntime.current().syncs().rlock(sharing);
    lock.acquire();
    assertThat(inThread(() -> {
              assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class);
              return lock.locked();
            })
            .join())
        .isTrue();
    lock.release();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C050")
  @Tag("C051")
  void hold_isReleasedAtTheEnd(Sharing sharing) throws InterruptedException {
    for (Lock lock : List.of(
        TroupeRuntime.current().syncs().lock(sharing),
        TroupeRuntime.current().syncs().rlock(sharing))) {
      try (Hold held = lock.hold()) {
        assertThat(held).isNotNull();
        assertThat(lock.locked()).isTrue();
      }
      assertThat(lock.locked()).isFalse();
    }
    RLock again = TroupeRuntime.current().syncs().rlock(sharing);
    try (Hold outer = again.hold();
        Hold inner = again.hold()) {
      assertThat(again.getHoldCount()).isEqualTo(2);
      assertThat(outer).isEqualTo(inner);
    }
    assertThat(again.locked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void lock_manyThreads_oneAtATime(Sharing sharing) {
    Lock lock = TroupeRuntime.current().syncs().lock(sharing);
    int rounds = sharing == Sharing.CELL ? 200_000 : 5_000;
    int[] counter = new int[1];
    List<CompletableFuture<?>> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(inThread(() -> {
        for (int round = 0; round < rounds; round++) {
          lock.lock();
          try {
            counter[0]++;
          } finally {
            lock.unlock();
          }
        }
        return null;
      }));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(counter[0]).isEqualTo(8 * rounds);
    assertThat(lock.locked()).isFalse();
  }

  @Test
  void lockInterruptibly_interrupted_doesNotGetIt() throws InterruptedException {
    Lock lock = TroupeRuntime.current().syncs().lock(Sharing.CELL);
    lock.acquire();
    CompletableFuture<Thread> waiter = new CompletableFuture<>();
    CompletableFuture<Object> result = inThread(() -> {
      waiter.complete(Thread.currentThread());
      lock.lockInterruptibly();
      return "acquired";
    });
    waiter.join().interrupt();
    assertThatThrownBy(result::join).hasCauseInstanceOf(InterruptedException.class);
    lock.release();
    assertThat(lock.locked()).isFalse();
    assertThat(lock.tryLock()).isTrue();
  }
}
