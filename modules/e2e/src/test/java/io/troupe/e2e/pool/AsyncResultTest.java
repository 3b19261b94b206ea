package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.ResultIterator;
import io.troupe.e2e.support.Scratch;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Results as futures and stages. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class AsyncResultTest {
  @Parameter
  PoolKind kind;

  private static int fail() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  @Tag("F083")
  @Tag("F084")
  void dependents_addedBefore_seeResultOrException(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    AsyncResult<Integer> good = kind.shared().applyAsync(x -> through(gate, x), 5);
    AsyncResult<Integer> bad = kind.shared().applyAsync(AsyncResultTest::fail);
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    var told = good.thenAccept(seen::add).toCompletableFuture();
    var failed = bad.exceptionally(failure -> -1).toCompletableFuture();
    gate.open();
    told.get();
    assertThat(seen).containsExactly(5);
    assertThat(failed.get()).isEqualTo(-1);
  }

  private static int through(Gate gate, int x) {
    gate.await();
    return x;
  }

  @Test
  @Tag("F086")
  void dependents_oneThrows_othersRun() throws Exception {
    AsyncResult<Integer> result = kind.shared().applyAsync(Work::square, 2);
    var failing = result.thenAccept(value -> fail()).toCompletableFuture();
    var other = result.thenApply(value -> value + 1).toCompletableFuture();
    assertThat(other.get()).isEqualTo(5);
    Awaitility.await().until(failing::isCompletedExceptionally);
  }

  @Test
  @Tag("F087")
  @Tag("F088")
  @Tag("F089")
  @Tag("F090")
  void dependents_addedAfterTheEnd_runAtOnceInTheCallersThread() throws Exception {
    AsyncResult<Integer> good = kind.shared().applyAsync(Work::square, 2);
    good.await();
    AsyncResult<Integer> bad = kind.shared().applyAsync(AsyncResultTest::fail);
    bad.await();
    AsyncResult<Void> cancelled = kind.shared().runAsync(Work::sleepForEver);
    cancelled.cancel(true);
    for (AsyncResult<?> result : List.of(good, bad, cancelled)) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      result.whenComplete((value, failure) -> thread.set(Thread.currentThread()));
      assertThat(thread).hasValue(Thread.currentThread());
    }
  }

  @Test
  @Tag("F099")
  @Tag("F100")
  void exception_waitsAndReturnsIt() throws Exception {
    assertThat(kind.shared().applyAsync(AsyncResultTest::fail).exception())
        .hasValueSatisfying(
            failure -> assertThat(failure).isExactlyInstanceOf(IllegalStateException.class));
    assertThat(kind.shared().applyAsync(Work::square, 2).exception()).isEmpty();
  }

  @Test
  @Tag("F101")
  @Tag("F102")
  void toCompletableFuture_completedByTheProgram_changesNothingElse(@TempDir Path directory)
      throws Exception {
    Gate gate = Gate.in(directory, "gate");
    AsyncResult<Integer> result = kind.shared().applyAsync(x -> through(gate, x), 5);
    assertThat(result.toCompletableFuture().complete(-1)).isTrue();
    assertThat(result.isDone()).isFalse();
    gate.open();
    assertThat(result.get()).isEqualTo(5);
    assertThat(result.cancel(true)).isFalse();
    assertThat(result.get()).isEqualTo(5);
  }

  @Test
  @Tag("F008")
  void task_ended_itsArgumentIsForgotten() throws Exception {
    byte[] argument = new byte[1000];
    WeakReference<byte[]> reference = new WeakReference<>(argument);
    AsyncResult<Integer> result = kind.shared().applyAsync(bytes -> bytes.length, argument);
    assertThat(result.get()).isEqualTo(1000);
    argument = null;
    awaitCleared(reference);
    assertThat(result.isDone()).isTrue();
  }

  @Test
  @Tag("F010")
  void imap_resultTaken_isForgotten() {
    ResultIterator<byte[]> results =
        kind.shared().imap(size -> new byte[size], List.of(1000, 1, 2));
    WeakReference<byte[]> reference = new WeakReference<>(results.next());
    results.next();
    awaitCleared(reference);
    assertThat(results.next()).hasSize(2);
  }

  private static void awaitCleared(WeakReference<?> reference) {
    Awaitility.await().atMost(Scratch.PATIENCE).until(() -> {
      System.gc();
      return reference.get() == null;
    });
  }

  @Test
  @Tag("F022")
  void manyTasks_workers_areReused() throws Exception {
    try (Pool pool = kind.of(3)) {
      List<Long> pids = pool.map(x -> Work.pid(), Work.range(200), 1);
      assertThat(pids.stream().distinct().count()).isLessThanOrEqualTo(3);
      assertThat(pool.workers()).hasSize(3);
    }
  }

  @Test
  @Tag("F054")
  void burst_ofSubmissions_allEnd() throws Exception {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      results.add(kind.shared().applyAsync(Work::square, i & 255));
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(results.get(i).get()).isEqualTo((i & 255) * (i & 255));
    }
  }
}
