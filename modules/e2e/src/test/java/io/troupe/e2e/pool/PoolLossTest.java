package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.PoolBuilder;
import io.troupe.WorkerInfo;
import io.troupe.WorkerLostException;
import io.troupe.e2e.support.Crash;
import io.troupe.e2e.support.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that dies costs the task that it ran, and nothing else. */
@Timeout(120)
class PoolLossTest {

  private static PoolBuilder quiet(int processes) {
    return Pool.builder().processes(processes).output(Output.DISCARDED);
  }

  private static int exit(int status) {
    System.exit(status);
    return 0;
  }

  private static int halt(int status) {
    Runtime.getRuntime().halt(status);
    return 0;
  }

  private static WorkerLostException lossOf(AsyncResult<?> result) {
    Throwable cause =
        catchThrowableOfType(java.util.concurrent.ExecutionException.class, result::get);
    assertThat(cause).hasCauseInstanceOf(WorkerLostException.class);
    return (WorkerLostException) cause.getCause();
  }

  @Test
  @Tag("X098")
  @Tag("F044")
  void apply_taskCallsExit_isLostWithThatStatusAndThePoolGoesOn() throws Exception {
    try (Pool pool = quiet(1).start()) {
      assertThatThrownBy(() -> pool.apply(PoolLossTest::exit, 3))
          .isInstanceOfSatisfying(WorkerLostException.class, lost -> {
            assertThat(lost.exitCode()).isEqualTo(3);
            assertThat(lost.pid()).isPositive();
            assertThat(lost.task()).startsWith("PoolLossTest::exit (task ");
          })
          .hasMessageContaining("exited with status 3");
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
    }
  }

  @Test
  @Tag("F043")
  void apply_taskHalts_isLost() throws Exception {
    try (Pool pool = quiet(1).start()) {
      assertThatThrownBy(() -> pool.apply(PoolLossTest::halt, 42))
          .isInstanceOfSatisfying(
              WorkerLostException.class, lost -> assertThat(lost.exitCode()).isEqualTo(42));
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
    }
  }

  @Test
  void apply_jvmCrashes_isLostWithTheCrashReport(@TempDir Path directory) throws Exception {
    try (Pool pool = quiet(1).directory(directory).start()) {
      assertThatThrownBy(() -> pool.run(Crash::natively))
          .isInstanceOfSatisfying(WorkerLostException.class, lost -> {
            assertThat(lost.exitCode()).isEqualTo(-6);
            assertThat(lost.errorFile()).isPresent();
            assertThat(lost.lastLines()).isNotEmpty();
          });
      assertThat(pool.apply(Work::square, 3)).isEqualTo(9);
    }
  }

  @Test
  @Tag("X099")
  @Tag("F014")
  void kill_midTask_onlyThatTaskIsLost(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = quiet(2).start()) {
      AsyncResult<Void> other = pool.runAsync(Gate::await, gate);
      AsyncResult<Void> killed = pool.runAsync(Crash::bySigkill);
      List<AsyncResult<Integer>> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        waiting.add(pool.applyAsync(Work::square, i));
      }
      assertThat(lossOf(killed).exitCode()).isEqualTo(-9);
      for (int i = 0; i < 20; i++) {
        assertThat(waiting.get(i).get()).isEqualTo(i * i);
      }
      gate.open();
      assertThat(other.get()).isNull();
    }
  }

  @Test
  @Tag("X099")
  void kill_idleWorker_isReplaced() throws Exception {
    try (Pool pool = quiet(2).start()) {
      pool.map(Work::square, Work.range(100), 1);
      Set<Long> before = pids(pool);
      before.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      assertThat(pool.map(Work::square, Work.range(100))).isEqualTo(Work.squares(100));
      Awaitility.await()
          .atMost(Scratch.PATIENCE)
          .until(() ->
              pids(pool).stream().noneMatch(before::contains) && pids(pool).size() == 2);
    }
  }

  private static Set<Long> pids(Pool pool) {
    return pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toSet());
  }

  @Test
  @Tag("F015")
  void get_askedTwice_eachGetsAnExceptionOfItsOwn() throws Exception {
    try (Pool pool = quiet(1).start()) {
      AsyncResult<Integer> result = pool.applyAsync(PoolLossTest::halt, 1);
      assertThat(lossOf(result)).isNotSameAs(lossOf(result));
    }
  }

  @Test
  @Tag("F053")
  void apply_largeArgumentsAndDeath_endsAll() throws Exception {
    byte[] large = new byte[3 << 20];
    try (Pool pool = quiet(2).start()) {
      List<AsyncResult<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        results.add(pool.applyAsync(PoolLossTest::haltAtThree, large, i));
      }
      assertThat(lossOf(results.get(3)).exitCode()).isEqualTo(1);
      for (int i : new int[] {0, 1, 2, 4, 5}) {
        assertThat(results.get(i).get()).isEqualTo(3 << 20);
      }
    }
  }

  private static int haltAtThree(byte[] data, int i) {
    return i == 3 ? halt(1) : data.length;
  }

  @Test
  @Tag("X100")
  void retries_lostTask_runsAgainAndCounts(@TempDir Path directory) throws Exception {
    Gate died = Gate.in(directory, "died");
    try (Pool pool = quiet(1).start()) {
      AsyncResult<Integer> result =
          pool.applyAsync(Call.of(PoolLossTest::dieOnce, died).retries(2));
      assertThat(result.get()).isEqualTo(5);
      assertThat(result.attempts()).isEqualTo(2);
      AsyncResult<Integer> hopeless =
          pool.applyAsync(Call.of(PoolLossTest::halt, 7).retries(1));
      assertThat(lossOf(hopeless).exitCode()).isEqualTo(7);
      assertThat(hopeless.attempts()).isEqualTo(2);
    }
  }

  private static int dieOnce(Gate died) {
    if (died.isOpen()) {
      return 5;
    }
    died.open();
    return halt(1);
  }

  @Test
  void outOfMemory_inTask_failsItAndRecyclesTheWorker() throws Exception {
    try (Pool pool = quiet(1).jvmOptions("-Xmx64m").start()) {
      long pid = pool.apply(Work::pid);
      assertThatThrownBy(() -> pool.apply(Crash::outOfMemory))
          .isExactlyInstanceOf(OutOfMemoryError.class);
      assertThat(pool.apply(Work::pid)).isNotEqualTo(pid);
    }
  }

  @Test
  void stackOverflow_inTask_failsItAndKeepsTheWorker() throws Exception {
    try (Pool pool = quiet(1).start()) {
      long pid = pool.apply(Work::pid);
      assertThatThrownBy(() -> pool.apply(Crash::overflowStack, 0))
          .isExactlyInstanceOf(StackOverflowError.class);
      assertThat(pool.apply(Work::pid)).isEqualTo(pid);
    }
  }

  @Test
  @Tag("F051")
  void close_workerCrashesMeanwhile_returns(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    Pool pool = quiet(2).start();
    AsyncResult<Integer> crash = pool.applyAsync(
        waited -> {
          waited.await();
          return halt(1);
        },
        gate);
    pool.asExecutorService().shutdown();
    gate.open();
    pool.join();
    assertThat(lossOf(crash).exitCode()).isEqualTo(1);
  }

  @Test
  void map_oneChunkKillsItsWorker_failsOnlyThatChunk() throws Exception {
    try (Pool pool = quiet(2).start()) {
      AsyncResult<List<Integer>> result =
          pool.mapAsync(x -> x == 50 ? exit(9) : x, Work.range(100), 1);
      assertThat(lossOf(result).exitCode()).isEqualTo(9);
      assertThat(result.progress().failed()).isEqualTo(1);
      assertThat(result.progress().done()).isEqualTo(99);
    }
  }

  @Test
  @Tag("F033")
  @Tag("F028")
  @Tag("F038")
  void killWorkers_tasksRun_allEndAndNoneIsReplaced() throws Exception {
    Pool pool = quiet(2).start();
    AsyncResult<Void> running = pool.runAsync(Work::sleepForEver);
    Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.progress().running() == 1);
    Set<Long> pids = pids(pool);
    pool.killWorkers();
    pool.join();
    assertThat(running.isCancelled()).isTrue();
    pids.stream().filter(pid -> pid != 0).forEach(Scratch::awaitGone);
    assertThat(pool.workers()).isEmpty();
    assertThatThrownBy(() -> pool.applyAsync(Work::square, 1))
        .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
  }

  @Test
  @Tag("F032")
  @Tag("F036")
  @Tag("F037")
  void terminateWorkers_atAnyTime_endsThePool() throws Exception {
    Pool pool = quiet(2).start();
    pool.terminateWorkers();
    pool.join();
    pool.terminateWorkers();
    pool.killWorkers();
    assertThat(pool.isTerminated()).isTrue();
  }
}
