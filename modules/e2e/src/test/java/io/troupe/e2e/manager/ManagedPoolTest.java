package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.ResultIterator;
import io.troupe.WorkerLostException;
import io.troupe.manager.ManagedList;
import io.troupe.manager.Manager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools in a manager's process. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManagedPoolTest {
  private static Manager manager;
  private static Pool pool;

  @BeforeAll
  static void start() {
    manager = Manager.process();
    pool = manager.pool(2);
  }

  @AfterAll
  static void close() {
    pool.close();
    assertThatThrownBy(() -> pool.apply(ManagedPoolTest::square, 1))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(pool.isTerminated()).isTrue();
    manager.close();
  }

  static int square(int x) {
    return x * x;
  }

  static int times(int x, int y) {
    return x * y;
  }

  static int divide(int x) {
    return 10 / x;
  }

  static int exit(int x) {
    Runtime.getRuntime().halt(x);
    return x;
  }

  static long sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
    return ProcessHandle.current().pid();
  }

  @Test
  void everyForm_asForOtherPools() throws Exception {
    List<Integer> items = IntStream.range(0, 50).boxed().toList();
    List<Integer> squares = items.stream().map(ManagedPoolTest::square).toList();

    assertThat(pool.apply(ManagedPoolTest::square, 7)).isEqualTo(49);
    assertThat(pool.applyAsync(ManagedPoolTest::times, 6, 7).get()).isEqualTo(42);
    assertThat(pool.map(ManagedPoolTest::square, items)).isEqualTo(squares);
    assertThat(pool.map(ManagedPoolTest::square, List.<Integer>of())).isEmpty();
    assertThat(pool.starmap(
            ManagedPoolTest::times,
            items.stream().map(i -> new io.troupe.function.Args2<>(i, i)).toList(),
            MapOptions.defaults()))
        .isEqualTo(squares);
    assertThat(pool.imap(ManagedPoolTest::square, items)).toIterable().isEqualTo(squares);
    List<Integer> unordered = new ArrayList<>();
    try (ResultIterator<Integer> results = pool.imapUnordered(ManagedPoolTest::square, items, 7)) {
      results.forEachRemaining(unordered::add);
    }
    assertThat(unordered).containsExactlyInAnyOrderElementsOf(squares);
    // A worker that another test had killed is listed until it has ended.
    await().untilAsserted(() -> assertThat(pool.workers()).hasSize(2));
    assertThat(pool.apply(ManagedPoolTest::sleep, 0L))
        .isNotEqualTo(ProcessHandle.current().pid())
        .isNotEqualTo(manager.serverProcess().orElseThrow().pid());
  }

  @Test
  void failures_keepTheirTypes() throws Exception {
    assertThatThrownBy(() -> pool.apply(ManagedPoolTest::divide, 0))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> pool.applyAsync(ManagedPoolTest::exit, 3).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(WorkerLostException.class);
    List<Object> heard = new CopyOnWriteArrayList<>();
    AsyncResult<Integer> result = pool.applyAsync(
        Call.of(ManagedPoolTest::divide, 5).callback(heard::add).errorCallback(heard::add));
    assertThat(result.get()).isEqualTo(2);
    assertThat(heard).containsExactly(2);
    ResultIterator<Integer> results = pool.imap(ManagedPoolTest::divide, List.of(5, 0, 2));
    assertThat(results.next()).isEqualTo(2);
    assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
    assertThat(results.next()).isEqualTo(5);
  }

  @Test
  void cancel_killsTheTask_andThePoolGoesOn() throws Exception {
    AsyncResult<Long> result = pool.applyAsync(ManagedPoolTest::sleep, Long.MAX_VALUE);
    assertThat(result.await(Duration.ofMillis(50))).isFalse();
    assertThat(result.cancel(true)).isTrue();
    assertThatThrownBy(result::get).isInstanceOf(CancellationException.class);
    assertThat(pool.map(ManagedPoolTest::square, List.of(1, 2, 3, 4))).containsExactly(1, 4, 9, 16);
  }

  static void use(Pool pool, ManagedList<Integer> results) throws InterruptedException {
    results.addAll(pool.map(ManagedPoolTest::square, List.of(1, 2, 3)));
    pool.forEach(i -> results.add(i), List.of(10));
  }

  @Test
  @Tag("C242")
  void pool_usedInAChild_withManagedArguments() throws InterruptedException {
    ManagedList<Integer> results = manager.list();
    Process child = Process.of(ManagedPoolTest::use, pool, results).start();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
    assertThat(results).containsExactly(1, 4, 9, 10);
  }

  @Test
  void pool_ofTooFewProcesses_isRefused() {
    assertThatThrownBy(() -> manager.pool(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
