package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.TaskTimeoutException;
import io.troupe.e2e.support.Scratch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Timeout(120)
class PoolCancelTest {
  @Parameter
  PoolKind kind;

  private static void awaitRunning(Pool pool) {
    Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.progress().running() == 1);
  }

  private static void awaitBegun(Gate begun) {
    begun.await();
  }

  private static int holdUntil(Gate begun, Gate gate) {
    begun.open();
    gate.await();
    return 1;
  }

  @Test
  @Tag("F092")
  @Tag("F093")
  @Tag("F094")
  void cancelFalse_waitingRunningEnded_onlyWhatHasNotBegunIsCancelled(@TempDir Path directory)
      throws Exception {
    Gate begun = Gate.in(directory, "begun");
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = kind.of(1)) {
      AsyncResult<Integer> running = pool.applyAsync(PoolCancelTest::holdUntil, begun, gate);
      AsyncResult<Integer> waiting = pool.applyAsync(Work::square, 2);
      awaitBegun(begun);
      assertThat(running.cancel(false)).isFalse();
      assertThat(waiting.cancel(false)).isTrue();
      assertThat(waiting.isCancelled()).isTrue();
      assertThat(waiting.isDone()).isTrue();
      assertThat(running.isDone()).isFalse();
      gate.open();
      assertThat(running.get()).isEqualTo(1);
      assertThat(running.cancel(false)).isFalse();
      assertThat(running.isCancelled()).isFalse();
      assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
      assertThatThrownBy(waiting::exception).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void cancelFalse_taskSentAhead_isTakenBackFromTheWorker(@TempDir Path directory)
      throws Exception {
    Gate begun = Gate.in(directory, "begun");
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = kind.of(1)) {
      pool.map(
          Work::square, Work.range(2000), 1); // short tasks: from now on several are sent ahead
      AsyncResult<Integer> running = pool.applyAsync(PoolCancelTest::holdUntil, begun, gate);
      List<AsyncResult<Integer>> ahead =
          Work.range(100).stream().map(i -> pool.applyAsync(Work::square, i)).toList();
      awaitBegun(begun);
      for (int i = 0; i < 100; i += 2) {
        assertThat(ahead.get(i).cancel(false)).isTrue();
      }
      gate.open();
      assertThat(running.get()).isEqualTo(1);
      for (int i = 1; i < 100; i += 2) {
        assertThat(ahead.get(i).get()).isEqualTo(i * i);
      }
    }
  }

  @Test
  void cancelTrue_taskYields_workerIsKept() throws Exception {
    try (Pool pool = kind.of(1)) {
      String worker = pool.apply(() -> Thread.currentThread().getName()) + pool.apply(Work::pid);
      AsyncResult<Void> sleeping = pool.runAsync(Work::sleepForEver);
      awaitRunning(pool);
      assertThat(sleeping.cancel(true)).isTrue();
      assertThat(sleeping.isCancelled()).isTrue();
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
      assertThat(pool.apply(Thread::interrupted)).isFalse();
      assertThat(worker).isNotEmpty();
    }
  }

  @Test
  void cancelTrue_waitingTasks_areNeverRun(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    Gate run = Gate.in(directory, "run");
    try (Pool pool = kind.of(1)) {
      pool.runAsync(Gate::await, gate);
      AsyncResult<Void> waiting = pool.runAsync(Gate::open, run);
      assertThat(waiting.cancel(true)).isTrue();
      gate.open();
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
      assertThat(run.isOpen()).isFalse();
    }
  }

  @Test
  @Tag("X104")
  void timeout_taskOfACall_failsAndOthersGoOn(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = kind.start(kind.builder(2).grace(Duration.ofMillis(50)))) {
      AsyncResult<Void> other = pool.runAsync(Gate::await, gate);
      AsyncResult<Void> slow = pool.applyAsync(Call.run(Work::ignoreInterruptsUntil, gate)
          .timeout(Duration.ofMillis(200))
          .name("slow"));
      assertThatThrownBy(slow::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isExactlyInstanceOf(TaskTimeoutException.class)
          .hasMessageContaining("slow (task ")
          .hasMessageContaining("200 ms");
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
      assertThat(other.isDone()).isFalse();
      gate.open();
      other.get();
    }
  }

  @Test
  void timeout_ofAMap_countsForEachItem() throws Exception {
    try (Pool pool = kind.of(2)) {
      assertThat(pool.map(
              Work::square,
              Work.range(50),
              MapOptions.<Integer>defaults().timeout(Duration.ofSeconds(60))))
          .isEqualTo(Work.squares(50));
    }
  }

  @Test
  void timeout_endsInTime_changesNothing() throws Exception {
    try (Pool pool = kind.start(kind.builder(1).taskTimeout(Duration.ofSeconds(60)))) {
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
    }
  }

  @Test
  @Tag("F098")
  void get_cancelledByAnother_throws() throws Exception {
    try (Pool pool = kind.of(1)) {
      AsyncResult<Void> sleeping = pool.runAsync(Work::sleepForEver);
      CompletableFuture<Throwable> seen = CompletableFuture.supplyAsync(() -> {
        try {
          sleeping.get();
          return new AssertionError("it returned");
        } catch (Exception e) {
          return e;
        }
      });
      sleeping.cancel(true);
      assertThat(seen.get()).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void cancel_map_endsItAndThePoolGoesOn() throws Exception {
    try (Pool pool = kind.of(2)) {
      AsyncResult<List<Integer>> result = pool.mapAsync(
          x -> {
            Work.sleepForEver();
            return x;
          },
          Work.range(20),
          1);
      assertThat(result.cancel(true)).isTrue();
      assertThat(result.isCancelled()).isTrue();
      assertThat(pool.map(Work::square, Work.range(10))).isEqualTo(Work.squares(10));
    }
  }
}
