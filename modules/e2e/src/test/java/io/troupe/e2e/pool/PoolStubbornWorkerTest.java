package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Pool;
import io.troupe.WorkerLostException;
import io.troupe.e2e.support.Scratch;
import io.troupe.function.VoidTask0;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers whose shutdown hooks do not let them end. */
@Timeout(120)
class PoolStubbornWorkerTest {

  enum Hook {
    HANGS(() -> new CountDownLatch(1).await()),
    EXITS(() -> System.exit(4)); // which waits for the hook that calls it

    private final VoidTask0 way;

    Hook(VoidTask0 way) {
      this.way = way;
    }
  }

  static long register(Hook hook) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        hook.way.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }));
    return ProcessHandle.current().pid();
  }

  static void exit() {
    System.exit(3);
  }

  private static Pool onlyWorker() {
    return Pool.builder().processes(1).grace(Duration.ofMillis(100)).start();
  }

  @ParameterizedTest
  @EnumSource
  void close_endsTheWorker(Hook hook) throws Exception {
    long pid;
    try (Pool pool = onlyWorker()) {
      pid = pool.apply(PoolStubbornWorkerTest::register, hook);
    }
    Scratch.awaitGone(pid);
  }

  @ParameterizedTest
  @EnumSource
  void terminate_endsTheWorker(Hook hook) throws Exception {
    try (Pool pool = onlyWorker()) {
      long pid = pool.apply(PoolStubbornWorkerTest::register, hook);
      pool.terminate();
      Scratch.awaitGone(pid);
    }
  }

  @ParameterizedTest
  @EnumSource
  void taskExits_isLostAndTheWorkerReplaced(Hook hook) throws Exception {
    try (Pool pool = onlyWorker()) {
      long pid = pool.apply(PoolStubbornWorkerTest::register, hook);

      assertThatThrownBy(() -> pool.run(PoolStubbornWorkerTest::exit))
          .isInstanceOf(WorkerLostException.class);

      Scratch.awaitGone(pid);
      assertThat(pool.apply(Work::pid)).isNotEqualTo(pid);
    }
  }

  @Test
  void recycled_endsTheWorker() throws Exception {
    try (Pool pool =
        Pool.builder().processes(1).maxTasksPerChild(1).grace(Duration.ZERO).start()) {
      long pid = pool.apply(PoolStubbornWorkerTest::register, Hook.HANGS);
      assertThat(pool.apply(Work::pid)).isNotEqualTo(pid);
      Scratch.awaitGone(pid);
    }
  }
}
