package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools that a program forgets. */
@Timeout(180)
class PoolProgramTest {

  static final class LeavesPoolOpen {
    static Pool pool;

    public static void main(String[] args) throws Exception {
      pool = Pool.of(2);
      System.out.println(pool.apply(Work::square, 7));
      pool.workers().forEach(worker -> System.out.println(worker.pid()));
    }
  }

  static final class LeavesTaskRunning {
    public static void main(String[] args) throws Exception {
      Pool pool = Pool.of(1);
      System.out.println(pool.apply(Work::pid));
      pool.runAsync(Work::sleepForEver);
    }
  }

  static final class SubmitsAtTheEnd {
    public static void main(String[] args) throws Exception {
      Pool pool = Pool.of(1);
      pool.apply(Work::square, 1);
      pool.close();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        try {
          pool.applyAsync(Work::square, 2);
        } catch (RejectedExecutionException e) {
          System.out.println("refused");
        }
      }));
    }
  }

  private static void assertEndsAlone(Class<?> main, String firstLine) throws Exception {
    ProgramRun run = ProgramRun.of(main, List.of());
    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).matches(firstLine);
    for (String line : lines) {
      if (!line.equals(firstLine)) {
        Scratch.awaitGone(Long.parseLong(line));
      }
    }
  }

  @Test
  @Tag("C124")
  @Tag("X115")
  void main_leavesPoolOpen_exitsAndTakesTheWorkersAlong() throws Exception {
    assertEndsAlone(LeavesPoolOpen.class, "49");
  }

  @Test
  @Tag("F056")
  void main_leavesTaskRunning_exitsAndTakesTheWorkersAlong() throws Exception {
    assertEndsAlone(LeavesTaskRunning.class, "\\d+");
  }

  @Test
  @Tag("F057")
  void submit_inAShutdownHook_isRefused() throws Exception {
    ProgramRun run = ProgramRun.of(SubmitsAtTheEnd.class, List.of());
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("refused");
  }

  private static AsyncResult<Long> forgetPool() throws Exception {
    return Pool.of(1).applyAsync(Work::pid);
  }

  @Test
  @Tag("C118")
  @Tag("F027")
  @Tag("F064")
  void pool_forgotten_finishesItsWorkAndStopsItsWorkers() throws Exception {
    AsyncResult<Long> pid = forgetPool();
    assertThat(ProcessHandle.of(pid.get())).isPresent();
    Awaitility.await().atMost(Scratch.PATIENCE).until(() -> {
      System.gc();
      return ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive).isEmpty();
    });
  }
}
