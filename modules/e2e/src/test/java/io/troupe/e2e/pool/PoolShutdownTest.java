package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.WorkerInfo;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PoolShutdownTest {

  static int fail() {
    throw new IllegalStateException("on purpose");
  }

  static int one() {
    return 1;
  }

  static int napFor(int millis) throws InterruptedException {
    Thread.sleep(millis); // the task's own work
    return millis;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  @Tag("F066")
  @Tag("F067")
  void shutdown_workersOfOneTaskEach_lastTaskFails_othersEnd(int workers) throws Exception {
    Pool pool = Pool.builder().processes(workers).maxTasksPerChild(1).start();
    AsyncResult<Integer> failing = pool.applyAsync(PoolShutdownTest::fail);
    AsyncResult<Integer> good = pool.applyAsync(PoolShutdownTest::one);
    pool.close();

    assertThat(good.get()).isEqualTo(1);
    assertThatThrownBy(failing::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  @Tag("F052")
  void shutdown_taskThatCannotCross_leavesNothingBehind() throws Exception {
    Pool pool = Pool.of(1);
    ExecutorService executor = pool.asExecutorService();
    Socket socket = new Socket();
    Future<Integer> good = pool.applyAsync(() -> 2);
    assertThatThrownBy(() -> pool.applyAsync(() -> socket.getPort()))
        .isInstanceOf(PayloadException.class);
    executor.shutdown();

    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(good.get()).isEqualTo(2);
  }

  @Test
  @Tag("F005")
  void map_timeoutOfTheWholeCall_firstResultsThenTimeout() throws Exception {
    try (Pool pool = Pool.of(2)) {
      assertThat(pool.mapAsync(PoolShutdownTest::napFor, List.of(0, 0)).get(60, TimeUnit.SECONDS))
          .containsExactly(0, 0);
      AsyncResult<List<Integer>> slow =
          pool.mapAsync(PoolShutdownTest::napFor, List.of(0, 0, 60_000));
      assertThatThrownBy(() -> slow.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      pool.terminate();
    }
  }

  @Test
  @Tag("X112")
  void interruptSignalOfTheTerminal_reachesWorkers_isIgnored() throws Exception {
    try (Pool pool = Pool.of(1)) {
      assertThat(pool.apply(PoolShutdownTest::one)).isEqualTo(1);
      WorkerInfo worker = pool.workers().get(0);

      new ProcessBuilder("kill", "-INT", Long.toString(worker.pid())).start().waitFor();

      assertThat(pool.apply(PoolShutdownTest::one)).isEqualTo(1);
      assertThat(pool.workers().get(0).pid()).isEqualTo(worker.pid());
    }
  }
}
