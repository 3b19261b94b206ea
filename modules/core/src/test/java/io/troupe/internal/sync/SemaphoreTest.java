package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Hold;
import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semaphores among the threads of one process, in both modes. */
@Timeout(60)
class SemaphoreTest {

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C052")
  void semaphore_countsDownAndUp_aboveItsFirstValueToo(Sharing sharing)
      throws InterruptedException {
    Semaphore semaphore = TroupeRuntime.current().syncs().semaphore(2, sharing);
    assertThat(semaphore.availablePermits()).isEqualTo(2);
    semaphore.acquire();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    semaphore.acquire();
    assertThat(semaphore.locked()).isTrue();
    assertThat(semaphore.tryAcquire()).isFalse();
    for (int value = 1; value <= 4; value++) {
      semaphore.release();
      assertThat(semaphore.availablePermits()).isEqualTo(value);
    }
    assertThat(semaphore.tryAcquire(5)).isFalse();
    assertThat(semaphore.tryAcquire(4)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("C054")
  void acquire_timeout_waitsThatLong(Sharing sharing) throws InterruptedException {
    Semaphore semaphore = TroupeRuntime.current().syncs().semaphore(0, sharing);
    assertThat(semaphore.tryAcquire()).isFalse();
    assertThat(semaphore.acquire(Duration.ofSeconds(-1))).isFalse();
    long begin = System.nanoTime();
    assertThat(semaphore.acquire(Duration.ofMillis(100))).isFalse();
    assertThat(semaphore.tryAcquire(1, 100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000);
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X024")
  void bounded_releasedTooOften_isAnError_andUnchanged(Sharing sharing)
      throws InterruptedException {
    BoundedSemaphore semaphore = TroupeRuntime.current().syncs().boundedSemaphore(1, sharing);
    assertThatIllegalStateException().isThrownBy(semaphore::release);
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    semaphore.acquire();
    assertThatIllegalStateException().isThrownBy(() -> semaphore.release(2));
    assertThat(semaphore.availablePermits()).isZero();
    semaphore.release();
    Semaphore most = TroupeRuntime.current().syncs().semaphore(Integer.MAX_VALUE, sharing);
    assertThatIllegalStateException().isThrownBy(most::release);
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  @Tag("X025")
  void badNumbers_areRefused(Sharing sharing) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TroupeRuntime.current().syncs().semaphore(-1, sharing));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TroupeRuntime.current().syncs().boundedSemaphore(-1, sharing));
    BoundedSemaphore none = TroupeRuntime.current().syncs().boundedSemaphore(0, sharing);
    assertThat(none.tryAcquire()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> none.acquire(0));
    assertThatIllegalArgumentException().isThrownBy(() -> none.tryAcquire(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> none.release(0));
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void permits_manyThreads_neverMoreThanThereAre(Sharing sharing) {
    Semaphore semaphore = TroupeRuntime.current().syncs().semaphore(3, sharing);
    AtomicInteger inside = new AtomicInteger();
    List<CompletableFuture<?>> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int permits = 1 + i % 3;
      threads.add(LockTest.inThread(() -> {
        for (int round = 0; round < 2_000; round++) {
          semaphore.acquire(permits);
          assertThat(inside.addAndGet(permits)).isLessThanOrEqualTo(3);
          inside.addAndGet(-permits);
          semaphore.release(permits);
        }
        return null;
      }));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(semaphore.availablePermits()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void hold_isGivenBackAtTheEnd(Sharing sharing) throws InterruptedException {
    Semaphore semaphore = TroupeRuntime.current().syncs().semaphore(1, sharing);
    try (Hold held = semaphore.hold()) {
      assertThat(held).isNotNull();
      assertThat(semaphore.locked()).isTrue();
    }
    assertThat(semaphore.locked()).isFalse();
  }
}
