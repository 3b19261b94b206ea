package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.BrokenPoolException;
import io.troupe.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
class PoolInitializerTest {
  private static final ThreadLocal<String> STATUS = ThreadLocal.withInitial(() -> "fresh");

  @Parameter
  PoolKind kind;

  private static void initialize(String status) {
    STATUS.set(status);
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  @Tag("F068")
  void initializer_runsInEachWorkerBeforeItsTasks() throws Exception {
    try (Pool pool =
        kind.start(kind.builder(2).initializer(PoolInitializerTest::initialize, "initialized"))) {
      List<String> seen = pool.map(x -> STATUS.get(), Work.range(20), 1);
      assertThat(seen).hasSize(20).containsOnly("initialized");
    }
  }

  @Test
  @Tag("F069")
  @Tag("X103")
  void initializer_failsAgainAndAgain_breaksThePoolWithTheCause() throws Exception {
    Pool pool = kind.start(
        kind.builder(2).name("broken").initializer(PoolInitializerTest::fail, "no model"));
    AsyncResult<Integer> first = tryToSubmit(pool);
    if (first != null) {
      assertThatThrownBy(first::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isExactlyInstanceOf(BrokenPoolException.class)
          .hasMessageContaining("broken is broken")
          .cause()
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("no model");
    }
    pool.join();
    assertThatThrownBy(() -> pool.applyAsync(Work::square, 1))
        .isExactlyInstanceOf(BrokenPoolException.class);
    assertThat(pool.workers()).isEmpty();
    pool.close();
  }

  private static void write(Path directory) throws IOException {
    Files.createTempFile(directory, "initialized", "");
  }

  private static void hang() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void initializer_runsInEachWorkerOfAPoolWithoutTasks(@TempDir Path scratch) throws Exception {
    Pool pool = kind.start(kind.builder(2).initializer(PoolInitializerTest::write, scratch));

    pool.close(); // at once, as a program that has found nothing to do

    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void initializer_hangsBeyondItsLimit_breaksThePoolAndSaysSo() throws Exception {
    Pool pool = kind.start(kind.builder(1)
        .initializer(PoolInitializerTest::hang)
        .initializerTimeout(Duration.ofMillis(200)));
    AsyncResult<Integer> first = pool.applyAsync(Work::square, 1);

    assertThatThrownBy(first::get)
        .cause()
        .isExactlyInstanceOf(BrokenPoolException.class)
        .cause()
        .isExactlyInstanceOf(TimeoutException.class)
        .hasMessageContaining("PT0.2S");
    pool.join();
    pool.close();
  }

  @Test
  void initializerTimeout_zero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.builder(1).initializerTimeout(Duration.ZERO))
        .withMessageContaining("initializerTimeout");
  }

  /** The pool may break before, or after, it takes a task. */
  private static AsyncResult<Integer> tryToSubmit(Pool pool) {
    try {
      return pool.applyAsync(Work::square, 1);
    } catch (BrokenPoolException e) {
      assertThat(e).hasCauseExactlyInstanceOf(IllegalStateException.class);
      return null;
    }
  }
}
