package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.ImapOptions;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.ResultIterator;
import io.troupe.WorkerInfo;
import io.troupe.e2e.support.Scratch;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
class PoolLifecycleTest {
  @Parameter
  PoolKind kind;

  @Test
  @Tag("C109")
  @Tag("F009")
  void of_size_isCheckedAndKept() {
    for (int wrong : new int[] {0, -1}) {
      assertThatThrownBy(() -> kind.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be 1 or more, was " + wrong);
    }
    try (Pool pool = kind.of(3)) {
      assertThat(pool.workers()).hasSize(3);
    }
  }

  @Test
  @Tag("X113")
  void workers_names_areNumbered() throws Exception {
    try (Pool pool = kind.of(1)) {
      pool.apply(Work::pid);
      assertThat(pool.workers()).singleElement().satisfies(worker -> {
        assertThat(worker.name()).isEqualTo("PoolWorker-1");
        assertThat(worker.tasksDone()).isEqualTo(1);
        assertThat(worker.pid()).isEqualTo(pool.apply(Work::pid));
      });
    }
  }

  @Test
  void workers_taskRuns_showsIt(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = kind.of(1)) {
      AsyncResult<Void> result = pool.applyAsync(Call.run(Gate::await, gate).name("waiting"));
      Awaitility.await().until(() -> pool.progress().running() == 1);
      assertThat(pool.workers().get(0).runningTask())
          .hasValueSatisfying(task -> assertThat(task).startsWith("waiting (task "));
      gate.open();
      result.get();
    }
  }

  @Test
  @Tag("C112")
  @Tag("X106")
  @Tag("F055")
  void close_afterWork_refusesMoreAndJoins() throws Exception {
    Pool pool = kind.of(2);
    try (pool) {
      assertThat(pool.mapAsync(Work::square, Work.range(10)).get()).isEqualTo(Work.squares(10));
      assertThatThrownBy(pool::join)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("still running");
    }
    pool.join();
    assertThat(pool.isClosed()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThat(pool.workers()).isEmpty();
    assertThatThrownBy(() -> pool.applyAsync(Work::square, 1))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.mapAsync(Work::square, List.of(1)))
        .isInstanceOf(RejectedExecutionException.class);
    pool.close();
    pool.terminate();
    pool.join();
  }

  @Test
  @Tag("F007")
  @Tag("F058")
  @Tag("F062")
  void close_tasksWaiting_finishesAll() {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    List<WorkerInfo> workers;
    try (Pool pool = kind.of(3)) {
      workers = pool.workers();
      for (int i = 0; i < 50; i++) {
        results.add(pool.applyAsync(Work::square, i));
      }
    }
    assertThat(results).allMatch(AsyncResult::successful);
    if (kind != PoolKind.THREADS) {
      workers.stream()
          .filter(worker -> worker.pid() != 0)
          .forEach(worker -> Scratch.awaitGone(worker.pid()));
    }
  }

  @Test
  @Tag("X107")
  @Tag("X108")
  void terminate_manyTasksWaiting_allEndAtOnce() throws Exception {
    Pool pool = kind.of(2);
    List<AsyncResult<Void>> results = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      results.add(pool.runAsync(Work::sleepForEver));
    }
    pool.terminate();
    assertThat(results).allMatch(AsyncResult::isCancelled);
    assertThatThrownBy(results.get(9_999)::get)
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("was terminated");
    pool.join();
  }

  @Test
  void terminate_taskIgnoresInterrupts_joinReturns(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    Pool pool = kind.start(kind.builder(1).grace(Duration.ofMillis(100)));
    AsyncResult<Void> stubborn = pool.runAsync(Work::ignoreInterruptsUntil, gate);
    Awaitility.await().until(() -> pool.progress().running() == 1);
    pool.terminate();
    pool.join();
    assertThat(stubborn.isCancelled()).isTrue();
    gate.open();
  }

  @Test
  void close_interrupted_terminatesAndKeepsTheInterrupt() {
    Pool pool = kind.of(1);
    AsyncResult<Void> endless = pool.runAsync(Work::sleepForEver);
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(endless.isCancelled()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void close_fromACallback_doesNotWaitForItself() throws Exception {
    Pool pool = kind.of(1);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    pool.applyAsync(Call.of(Work::square, 1).callback(value -> {
      pool.close();
      closed.complete(pool.isClosed());
    }));
    assertThat(closed.get()).isTrue();
    pool.join();
  }

  @Test
  void terminate_fromACallback_ends() throws Exception {
    Pool pool = kind.of(1);
    pool.applyAsync(Call.of(Work::square, 1).callback(value -> pool.terminate()));
    Awaitility.await().atMost(Scratch.PATIENCE).until(pool::isTerminated);
  }

  @Test
  void close_withCallbacksDue_runsThemFirst() {
    List<Integer> seen = new ArrayList<>();
    try (Pool pool = kind.of(2)) {
      for (int i = 0; i < 20; i++) {
        pool.applyAsync(Call.of(Work::square, i).callback(seen::add));
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(Work.squares(20));
  }

  @Test
  void join_timeout_saysWhetherItEnded(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    Pool pool = kind.of(1);
    pool.runAsync(Gate::await, gate);
    pool.asExecutorService().shutdown();
    assertThat(pool.join(Duration.ofMillis(10))).isFalse();
    gate.open();
    assertThat(pool.join(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  @Tag("X109")
  void pool_asArgument_isRefusedWhereItWouldCrossButForAManagers() throws Exception {
    Pool pool = kind.shared();
    if (kind == PoolKind.PROCESSES) {
      assertThatThrownBy(() -> pool.applyAsync(other -> other.name(), pool))
          .isInstanceOf(PayloadException.class);
    } else {
      String name = pool.apply(other -> other.name(), pool);
      assertThat(name).isEqualTo(pool.name());
    }
  }

  @Test
  void onProgress_tasksEnd_isReported() {
    List<Long> done = new ArrayList<>();
    try (Pool pool = kind.of(2)) {
      pool.onProgress(Duration.ofMillis(1), progress -> done.add(progress.done()));
      pool.mapAsync(Work::square, Work.range(100), 7);
    }
    assertThat(done).isSorted().endsWith(100L);
  }

  /** Numbers that take long to come, so that a pool that nobody has but their iterator would be gone by then. */
  private static ResultIterator<Integer> squaresOfDroppedPool(PoolKind kind) {
    return kind.of(1).imap(Work::square, Work.range(50), ImapOptions.defaults().bufferSize(1));
  }

  @Test
  void imap_poolIsDropped_theIteratorKeepsIt() {
    ResultIterator<Integer> squares = squaresOfDroppedPool(kind);
    for (int i = 0; i < 50; i++) {
      if (i % 10 == 5) {
        collectGarbage();
      }
      assertThat(squares.next()).isEqualTo(i * i);
    }
    assertThat(squares.hasNext()).isFalse();
  }

  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    Awaitility.await().until(() -> {
      System.gc();
      return garbage.get() == null;
    });
  }
}
