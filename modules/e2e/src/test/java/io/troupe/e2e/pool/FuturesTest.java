package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Futures;
import io.troupe.Futures.ReturnWhen;
import io.troupe.Pool;
import io.troupe.e2e.support.Garbage;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FuturesTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static CompletableFuture<Integer> pending() {
    return new CompletableFuture<>();
  }

  private static CompletableFuture<Integer> done(int value) {
    return CompletableFuture.completedFuture(value);
  }

  private static CompletableFuture<Integer> failed() {
    return CompletableFuture.failedFuture(new IllegalStateException());
  }

  @Test
  @Tag("F070")
  @Tag("F080")
  void duplicates_areReturnedOnce() throws Exception {
    CompletableFuture<Integer> future = done(1);
    assertThat(Futures.wait(List.of(future, future)).done()).containsExactly(future);
    assertThat(Futures.asCompleted(List.of(future, future))).containsExactly(future);
  }

  @Test
  @Tag("F072")
  void wait_firstCompleted_returnsWithWhatHasEnded() throws Exception {
    var done = done(1);
    var other = pending();
    var waited = Futures.wait(List.of(other, done), LONG, ReturnWhen.FIRST_COMPLETED);
    assertThat(waited.done()).containsExactly(done);
    assertThat(waited.pending()).containsExactly(other);
  }

  @Test
  @Tag("F074")
  @Tag("F075")
  void wait_firstException_ignoresResultsAndCancellations() throws Exception {
    var good = done(1);
    var bad = failed();
    var cancelled = pending();
    cancelled.cancel(true);
    var other = pending();
    var waited =
        Futures.wait(List.of(cancelled, good, other, bad), LONG, ReturnWhen.FIRST_EXCEPTION);
    assertThat(waited.done()).containsExactlyInAnyOrder(cancelled, good, bad);
    assertThat(waited.pending()).containsExactly(other);
  }

  @Test
  @Tag("F076")
  @Tag("F077")
  void wait_allCompleted_orTimeout() throws Exception {
    var one = pending();
    var two = done(2);
    var timedOut = Futures.wait(List.of(one, two), Duration.ofMillis(5), ReturnWhen.ALL_COMPLETED);
    assertThat(timedOut.pending()).containsExactly(one);
    one.complete(1);
    assertThat(Futures.wait(List.of(one, two)).pending()).isEmpty();
  }

  @Test
  @Tag("F078")
  void asCompleted_results_givesEachOnce(@TempDir Path directory) {
    Gate gate = Gate.in(directory, "gate");
    try (Pool pool = Pool.threads(2)) {
      AsyncResult<Integer> late = pool.applyAsync(x -> through(gate, x), 1);
      AsyncResult<Integer> soon = pool.applyAsync(x -> x, 2);
      List<AsyncResult<Integer>> order = new ArrayList<>();
      for (AsyncResult<Integer> result : Futures.asCompleted(List.of(late, soon))) {
        order.add(result);
        gate.open();
      }
      assertThat(order).containsExactly(soon, late);
    }
  }

  private static int through(Gate gate, int x) {
    gate.await();
    return x;
  }

  @Test
  @Tag("F079")
  @Tag("F082")
  void asCompleted_timeIsUp_givesWhatHasEndedThenSaysHowManyHaveNot() {
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(5))) {
      Iterator<CompletableFuture<Integer>> results = Futures.asCompleted(
              List.of(pending(), done(1), pending(), done(2)), timeout)
          .iterator();
      assertThat(results.next()).isDone();
      assertThat(results.next()).isDone();
      assertThatThrownBy(results::next)
          .isExactlyInstanceOf(TimeoutException.class)
          .hasMessage("2 (of 4) futures unfinished");
    }
  }

  @Test
  @Tag("F081")
  void asCompleted_resultHandedOut_isNotKept() {
    try (Pool pool = Pool.threads(1)) {
      List<AsyncResult<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        results.add(pool.applyAsync(x -> x, i));
      }
      Iterator<AsyncResult<Integer>> completed = Futures.asCompleted(results).iterator();
      results.clear();

      WeakReference<?> handedOut = new WeakReference<>(completed.next());

      Garbage.awaitCollected(handedOut);
      assertThat(completed.hasNext()).isTrue();
    }
  }

  @Test
  void asCompleted_all_thenEnds() {
    Iterator<CompletableFuture<Integer>> results =
        Futures.asCompleted(List.of(done(1))).iterator();
    results.next();
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void wait_futureThatTellsNobody_isRefused() {
    FutureTask<Integer> silent = new FutureTask<>(() -> 1);
    assertThatThrownBy(() -> Futures.wait(List.of(silent)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no CompletionStage");
  }
}
