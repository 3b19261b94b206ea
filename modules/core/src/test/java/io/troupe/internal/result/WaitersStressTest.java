package io.troupe.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiters that come and leave while it is over: each is told once, and no later than it is over. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WaitersStressTest {
  private static final int ROUNDS = 5_000;
  private static final int THREADS = 3;
  private static final int EACH = 4;

  @Test
  void whenOver_asItIsOver_eachIsToldOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      Waiters waiters = new Waiters();
      AtomicInteger told = new AtomicInteger();
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(CompletableFuture.runAsync(() -> {
          for (int each = 0; each < EACH; each++) {
            waiters.whenOver(() -> {}).leave();
            waiters.whenOver(told::incrementAndGet);
          }
        }));
      }
      threads.add(CompletableFuture.runAsync(waiters::over));
      threads.forEach(CompletableFuture::join);
      assertThat(waiters.isOver()).isTrue();
      assertThat(told.get()).isEqualTo(THREADS * EACH);
    }
  }

  @Test
  void over_tellsInTheOrderInWhichTheyCame() {
    Waiters waiters = new Waiters();
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      waiters.whenOver(() -> told.add(number));
    }
    waiters.over();
    assertThat(told).containsExactly(0, 1, 2, 3, 4);
  }
}
