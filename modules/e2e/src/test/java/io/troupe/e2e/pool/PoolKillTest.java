package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.e2e.support.Scratch;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What threads cannot do: a task that does not want to end is ended, and its worker replaced. */
@Timeout(120)
class PoolKillTest {

  @Test
  void cancelTrue_busyLoop_isKilledAndOthersGoOn() throws Exception {
    try (Pool pool = Pool.builder().processes(2).grace(Duration.ofMillis(100)).start()) {
      AsyncResult<Void> busy = pool.runAsync(Work::spinForEver);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.progress().running() == 1);
      long pid = pool.workers().stream()
          .filter(worker -> worker.runningTask().isPresent())
          .findFirst()
          .orElseThrow()
          .pid();
      assertThat(busy.cancel(true)).isTrue();
      assertThat(pool.map(Work::square, Work.range(50), 1)).isEqualTo(Work.squares(50));
      Scratch.awaitGone(pid);
      assertThat(pool.workers()).hasSize(2);
    }
  }

  @Test
  void cancelTrue_tasksSentAheadOfIt_goToOthers() throws Exception {
    try (Pool pool = Pool.builder().processes(1).grace(Duration.ofMillis(100)).start()) {
      pool.map(
          Work::square, Work.range(2000), 1); // short tasks: from now on several are sent ahead
      AsyncResult<Void> busy = pool.runAsync(Work::spinForEver);
      List<AsyncResult<Integer>> behind =
          IntStream.range(0, 50).mapToObj(i -> pool.applyAsync(Work::square, i)).toList();
      busy.cancel(true);
      for (int i = 0; i < 50; i++) {
        assertThat(behind.get(i).get()).isEqualTo(i * i);
      }
    }
  }

  @Test
  void longTask_behindShortOnes_doesNotHoldUpOthers() throws Exception {
    try (Pool pool = Pool.of(2)) {
      pool.map(Work::square, Work.range(2000), 1);
      AsyncResult<Void> endless = pool.runAsync(Work::sleepForEver);
      assertThat(pool.map(Work::square, Work.range(500), 1)).isEqualTo(Work.squares(500));
      assertThat(endless.isDone()).isFalse();
      endless.cancel(true);
    }
  }
}
