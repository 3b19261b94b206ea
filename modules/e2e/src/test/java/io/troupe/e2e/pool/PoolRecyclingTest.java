package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.PoolBuilder;
import io.troupe.e2e.support.Scratch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are replaced in good order: between tasks, without a failed one. */
@Timeout(120)
class PoolRecyclingTest {

  private static PoolBuilder builder(int processes) {
    return Pool.builder().processes(processes);
  }

  private static long pidOf(int ignored) {
    return Work.pid();
  }

  @Test
  @Tag("C121")
  void maxTasksPerChild_manyTasks_areAllRightInNewWorkers() throws Exception {
    try (Pool pool = builder(3).maxTasksPerChild(10).start()) {
      List<AsyncResult<Long>> pids = new ArrayList<>();
      List<AsyncResult<Integer>> squares = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        squares.add(pool.applyAsync(Work::square, i));
        pids.add(pool.applyAsync(PoolRecyclingTest::pidOf, i));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(squares.get(i).get()).isEqualTo(i * i);
      }
      HashSet<Long> seen = new HashSet<>();
      for (AsyncResult<Long> pid : pids) {
        seen.add(pid.get());
      }
      assertThat(seen).hasSizeGreaterThan(3);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.workers().size() == 3);
    }
  }

  @Test
  @Tag("C122")
  @Tag("F030")
  void maxTasksPerChild_closedAtOnce_allResultsArrive() {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    try (Pool pool = builder(3).maxTasksPerChild(1).start()) {
      for (int i = 0; i < 6; i++) {
        results.add(pool.applyAsync(Work::square, i));
      }
    }
    assertThat(results).allMatch(AsyncResult::successful);
  }

  @Test
  @Tag("F023")
  void maxTasksPerChild_oneWorker_changesAfterThatManyTasks() throws Exception {
    try (Pool pool = builder(1).maxTasksPerChild(3).start()) {
      long first = pool.apply(PoolRecyclingTest::pidOf, 1);
      assertThat(pool.apply(PoolRecyclingTest::pidOf, 2)).isEqualTo(first);
      assertThat(pool.apply(PoolRecyclingTest::pidOf, 3)).isEqualTo(first);
      assertThat(pool.apply(PoolRecyclingTest::pidOf, 4)).isNotEqualTo(first);
    }
  }

  @Test
  @Tag("F025")
  void maxTasksPerChild_moreTasksThanWorkersMayRun_allEnd() throws Exception {
    assertAllRight(1, 2, 6);
    assertAllRight(2, 2, 8);
  }

  private static void assertAllRight(int workers, int perChild, int tasks) throws Exception {
    try (Pool pool = builder(workers).maxTasksPerChild(perChild).start()) {
      assertThat(pool.map(Work::square, Work.range(tasks), 1)).isEqualTo(Work.squares(tasks));
    }
  }

  @Test
  @Tag("F066")
  @Tag("F067")
  void maxTasksPerChild_failingTaskAndShutdown_allEnd() throws Exception {
    for (int workers : new int[] {2, 4}) {
      Pool pool = builder(workers).maxTasksPerChild(1).start();
      AsyncResult<Integer> good = pool.applyAsync(Work::square, 1);
      AsyncResult<Integer> bad = pool.applyAsync(Integer::parseInt, "x");
      pool.asExecutorService().shutdown();
      assertThat(good.get()).isEqualTo(1);
      assertThatThrownBy(bad::get).hasCauseExactlyInstanceOf(NumberFormatException.class);
      pool.join();
    }
  }

  @Test
  @Tag("X110")
  void maxTasksPerChild_map_countsChunks() throws Exception {
    try (Pool pool = builder(1).maxTasksPerChild(1).start()) {
      List<Long> pids = pool.map(PoolRecyclingTest::pidOf, Work.range(8), 4);
      assertThat(pids.subList(0, 4)).containsOnly(pids.get(0));
      assertThat(pids.subList(4, 8)).containsOnly(pids.get(4));
      assertThat(pids.get(0)).isNotEqualTo(pids.get(4));
    }
  }

  @Test
  void recycleAfter_age_replacesTheWorker() throws Exception {
    try (Pool pool = builder(1).recycleAfter(Duration.ofMillis(500)).start()) {
      long first = pool.apply(Work::pid);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.apply(Work::pid) != first);
    }
  }

  @Test
  void recycleAtBytes_memory_replacesTheWorker() throws Exception {
    try (Pool pool = builder(1).recycleAtBytes(1).start()) {
      long first = pool.apply(Work::pid);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> pool.apply(Work::pid) != first);
    }
  }

  @Test
  void builder_limits_areChecked() {
    assertThatThrownBy(() -> Pool.builder().maxTasksPerChild(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTasksPerChild must be 1 or more, was 0");
    assertThatThrownBy(() -> Pool.builder().recycleAtBytes(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pool.builder().recycleAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pool.builder().grace(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grace must not be negative, was PT-0.001S");
  }
}
