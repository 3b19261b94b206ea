package io.troupe.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.PoolBuilder;
import io.troupe.ResultIterator;
import io.troupe.TaskTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The core of a pool, on threads. What is the same for processes is tested with both, elsewhere. */
@Timeout(30)
class ThreadPoolTest {
  private static PoolBuilder builder(int n) {
    return Pool.builder().threads(n);
  }

  @Test
  void apply_function_returnsItsResult() throws Exception {
    try (Pool pool = Pool.threads(2)) {
      assertThat(pool.apply((Integer a, Integer b) -> a * b, 6, 7)).isEqualTo(42);
    }
  }

  @Test
  void apply_functionThrowsChecked_throwsTheSame() {
    try (Pool pool = Pool.threads(1)) {
      assertThatThrownBy(() -> pool.apply(() -> {
            throw new IOException("disk");
          }))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("disk");
    }
  }

  @Test
  void map_manyItems_keepsTheirOrder() throws Exception {
    try (Pool pool = Pool.threads(3)) {
      List<Integer> items = IntStream.range(0, 10_000).boxed().toList();
      assertThat(pool.map(x -> x * 2, items))
          .isEqualTo(items.stream().map(x -> x * 2).toList());
      assertThat(pool.map(x -> x * 2, items, 1)).hasSize(10_000).endsWith(19_998);
    }
  }

  @Test
  void imap_endlessInput_isReadAsFarAsNeeded() {
    try (Pool pool = Pool.threads(2);
        ResultIterator<Integer> results =
            pool.imap(x -> x + 1, () -> IntStream.iterate(0, i -> i + 1).iterator())) {
      for (int i = 1; i <= 5_000; i++) {
        assertThat(results.next()).isEqualTo(i);
      }
    }
  }

  @Test
  void close_tasksQueued_finishesThem() throws Exception {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    try (Pool pool = builder(2).maxTasksPerChild(3).start()) {
      for (int i = 0; i < 100; i++) {
        results.add(pool.applyAsync(x -> x, i));
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(results.get(i).get()).isEqualTo(i);
    }
  }

  @Test
  void cancelTrue_runningTask_interruptsItAndFreesItsPlace() throws Exception {
    try (Pool pool = builder(1).start()) {
      CountDownLatch begun = new CountDownLatch(1);
      AsyncResult<Void> stuck = pool.runAsync(() -> {
        begun.countDown();
        new CountDownLatch(1).await();
      });
      begun.await();
      assertThat(stuck.cancel(false)).isFalse();
      assertThat(stuck.cancel(true)).isTrue();
      assertThat(stuck.isCancelled()).isTrue();
      assertThat(pool.apply(() -> 5)).isEqualTo(5);
    }
  }

  @Test
  void timeout_taskIgnoresInterrupt_isReplaced() throws Exception {
    try (Pool pool = builder(1).taskTimeout(Duration.ofMillis(50)).start()) {
      CountDownLatch release = new CountDownLatch(1);
      AsyncResult<Void> stuck = pool.runAsync(() -> awaitUninterruptibly(release));
      assertThatThrownBy(stuck::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TaskTimeoutException.class);
      assertThat(pool.apply(() -> 5)).isEqualTo(5);
      release.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException ignored) {
        open = false; // this task does not want to stop
      }
    }
  }

  @Test
  void terminate_manyQueued_failsThemAtOnce() throws Exception {
    Pool pool = Pool.threads(2);
    List<AsyncResult<Void>> results = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      results.add(pool.runAsync(() -> new CountDownLatch(1).await()));
    }
    pool.terminate();
    pool.join();
    for (AsyncResult<Void> result : results) {
      assertThatThrownBy(result::get).isInstanceOf(CancellationException.class);
    }
    assertThatThrownBy(() -> pool.apply(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    pool.close();
  }

  @Test
  void callback_result_runsBeforeReady() throws Exception {
    try (Pool pool = Pool.threads(2)) {
      List<Object> seen = new ArrayList<>();
      AsyncResult<List<Integer>> result =
          pool.mapAsync(x -> x, List.of(1, 2), MapOptions.<Integer>defaults().callback(seen::add));
      result.await();
      assertThat(seen).containsExactly(List.of(1, 2));
      AsyncResult<Integer> failing = pool.applyAsync(
          Call.of(Integer::parseInt, "a").callback(seen::add).errorCallback(seen::add));
      failing.await();
      assertThat(seen).hasSize(2);
      assertThat(seen.get(1)).isInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void initializer_failing_breaksThePool() {
    Pool pool = builder(2)
        .initializer(() -> {
          throw new IllegalStateException("no model");
        })
        .start();
    assertThatThrownBy(() -> pool.apply(() -> 1))
        .isInstanceOf(io.troupe.BrokenPoolException.class)
        .hasRootCauseMessage("no model");
    pool.close();
  }
}
