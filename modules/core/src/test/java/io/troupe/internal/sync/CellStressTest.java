package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.internal.sync.cell.SemaphoreCell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The words of semaphores and locks, changed by many at once: each thread is a process of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CellStressTest {
  private static final int PROCESSES = 5;
  private static final int PERMITS = 3;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  private static void inProcesses(IntConsumer work) {
    CompletableFuture<?>[] all = IntStream.rangeClosed(1, PROCESSES)
        .mapToObj(token -> CompletableFuture.runAsync(() -> work.accept(token), command -> {
          Thread thread = new Thread(command, "process-" + token);
          thread.setDaemon(true);
          thread.start();
        }))
        .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  @Test
  void semaphore_takenAndGivenByMany_balancesAreWhatEachHolds() {
    SemaphoreCell cell = new SemaphoreCell(CellMemory.own(SemaphoreCell.BYTES).memory());
    cell.init(PERMITS);
    int[] held = new int[PROCESSES + 1];
    long end = System.nanoTime() + NANOS;
    inProcesses(token -> {
      while (System.nanoTime() - end < 0) {
        int permits = 1 + ThreadLocalRandom.current().nextInt(2);
        if (held[token] >= permits && ThreadLocalRandom.current().nextBoolean()) {
          boolean unused = cell.give(token, permits, Integer.MAX_VALUE);
          held[token] -= permits;
        } else if (cell.tryTake(token, permits)) {
          held[token] += permits;
        }
      }
    });
    int all = 0;
    for (int token = 1; token <= PROCESSES; token++) {
      assertThat(cell.settledBalance(token)).isEqualTo(held[token]);
      all += held[token];
    }
    assertThat(SemaphoreCell.value(cell.word())).isEqualTo(PERMITS - all);
  }

  @Test
  void semaphore_givenByOthersThanTook_sumIsExact() {
    SemaphoreCell cell = new SemaphoreCell(CellMemory.own(SemaphoreCell.BYTES).memory());
    cell.init(0);
    List<Integer> sums = new ArrayList<>();
    long end = System.nanoTime() + NANOS;
    inProcesses(token -> {
      int sum = 0;
      while (System.nanoTime() - end < 0) {
        if (token <= 2) {
          boolean unused = cell.give(token, 1, Integer.MAX_VALUE);
          sum--;
        } else if (cell.tryTake(token, 1)) {
          sum++;
        }
      }
      synchronized (sums) {
        sums.add(sum);
      }
    });
    int value = SemaphoreCell.value(cell.word());
    int balances = IntStream.rangeClosed(1, PROCESSES).map(cell::settledBalance).sum();
    assertThat(value).isEqualTo(-balances);
    assertThat(value).isEqualTo(-sums.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void lock_takenHandedOnAndReleased_hasOneHolderAtATime() {
    LockCell cell = new LockCell(CellMemory.own(LockCell.BYTES).memory());
    int[] unguarded = new int[1];
    int[] times = new int[PROCESSES + 1];
    long end = System.nanoTime() + NANOS;
    inProcesses(token -> {
      long ticket = LockWord.heldBy(token, LockWord.ticket(1));
      long thread = LockWord.heldBy(token, 1);
      while (System.nanoTime() - end < 0) {
        if (cell.tryTake(ticket)) {
          unguarded[0]++;
          times[token]++;
          assertThat(cell.handOn(ticket, thread)).isTrue();
          assertThat(cell.isHeldBy(thread)).isTrue();
          assertThat(cell.release(thread)).isEqualTo(LockCell.Release.DONE);
        }
      }
    });
    assertThat(unguarded[0]).isEqualTo(IntStream.of(times).sum());
    assertThat(LockWord.isFree(cell.word())).isTrue();
  }
}
