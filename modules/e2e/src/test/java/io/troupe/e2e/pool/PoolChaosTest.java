package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.WorkerInfo;
import io.troupe.WorkerLostException;
import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers are killed at random: no task is lost without a word, and none runs twice unless it may. */
@Timeout(300)
class PoolChaosTest {
  private static final int TASKS = 400;
  private static final int KILLS = 4;

  /** Leaves a mark of its own for each time that it runs. */
  private static int mark(String directory, int task) throws IOException {
    Files.createTempFile(Path.of(directory), "task-" + task + "-", ".mark");
    return task;
  }

  private static long marksOf(Path directory, int task) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("task-" + task + "-"))
          .count();
    }
  }

  private static void killSome(Pool pool, List<AsyncResult<Integer>> results) {
    Random random = new Random(7);
    for (int kill = 1; kill <= KILLS; kill++) {
      long ended = (long) TASKS * kill / (KILLS + 2);
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> count(results) >= ended);
      List<Long> pids =
          pool.workers().stream().map(WorkerInfo::pid).filter(pid -> pid != 0).toList();
      if (!pids.isEmpty()) {
        long victim = pids.get(random.nextInt(pids.size()));
        ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static long count(List<AsyncResult<Integer>> results) {
    return results.stream().filter(AsyncResult::isDone).count();
  }

  private static List<AsyncResult<Integer>> submit(Pool pool, Path directory, int retries) {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      results.add(
          pool.applyAsync(Call.of(PoolChaosTest::mark, directory.toString(), i).retries(retries)));
    }
    return results;
  }

  @Test
  void kills_withoutRetries_eachTaskEndsOnceAndRunsAtMostOnce(@TempDir Path directory)
      throws Exception {
    try (Pool pool = Pool.builder().processes(2).output(Output.DISCARDED).start()) {
      List<AsyncResult<Integer>> results = submit(pool, directory, 0);
      killSome(pool, results);
      int lost = 0;
      for (int i = 0; i < TASKS; i++) {
        if (isLost(results.get(i), i)) {
          lost++;
          assertThat(marksOf(directory, i)).isLessThanOrEqualTo(1);
        } else {
          assertThat(marksOf(directory, i)).isEqualTo(1);
        }
      }
      assertThat(pool.progress().failed()).isEqualTo(lost);
      assertThat(pool.progress().done()).isEqualTo(TASKS - lost);
    }
  }

  private static boolean isLost(AsyncResult<Integer> result, int expected) throws Exception {
    try {
      assertThat(result.get()).isEqualTo(expected);
      return false;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(WorkerLostException.class);
      return true;
    }
  }

  @Test
  void kills_withRetries_everyTaskReturns(@TempDir Path directory) throws Exception {
    try (Pool pool = Pool.builder().processes(2).output(Output.DISCARDED).start()) {
      List<AsyncResult<Integer>> results = submit(pool, directory, KILLS);
      killSome(pool, results);
      for (int i = 0; i < TASKS; i++) {
        assertThat(results.get(i).get()).isEqualTo(i);
        assertThat(marksOf(directory, i)).isBetween(1L, (long) results.get(i).attempts());
      }
    }
  }
}
