package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.RemoteStackTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
class PoolApplyTest {
  @Parameter
  PoolKind kind;

  @Test
  @Tag("F001")
  void apply_anyNumberOfArguments_returnsTheResult() throws Exception {
    Pool pool = kind.shared();
    assertThat(pool.apply(() -> 42)).isEqualTo(42);
    assertThat(pool.apply(Work::square, 7)).isEqualTo(49);
    assertThat(pool.apply((Integer a, Integer b) -> a - b, 7, 4)).isEqualTo(3);
    assertThat(pool.apply((Integer a, String b, Long c) -> a + b + c, 1, "x", 2L))
        .isEqualTo("1x2");
  }

  @Test
  void run_anyNumberOfArguments_runs(@TempDir Path directory) throws Exception {
    Pool pool = kind.shared();
    Gate zero = Gate.in(directory, "zero");
    Gate one = Gate.in(directory, "one");
    Gate two = Gate.in(directory, "two");
    Gate three = Gate.in(directory, "three");
    pool.run(() -> zero.open());
    pool.run(Gate::open, one);
    pool.run((gate, ignored) -> gate.open(), two, 1);
    pool.runAsync((gate, ignored, alsoIgnored) -> gate.open(), three, 1, 2).get();
    assertThat(List.of(zero, one, two, three)).allMatch(Gate::isOpen);
  }

  @Test
  @Tag("C103")
  void applyAsync_call_givesItsResultLater(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    AsyncResult<Integer> result = kind.shared()
        .applyAsync(
            x -> {
              gate.await();
              return Work.square(x);
            },
            7);
    assertThat(result.ready()).isFalse();
    gate.open();
    assertThat(result.get()).isEqualTo(49);
    assertThat(result.successful()).isTrue();
    assertThat(result.attempts()).isEqualTo(1);
  }

  @Test
  @Tag("C114")
  void apply_taskThrows_throwsTheSameEvenIfChecked() {
    assertThatThrownBy(() -> kind.shared().apply(() -> fail("disk")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk");
  }

  @Test
  @Tag("C113")
  @Tag("F017")
  void get_taskThrew_causeIsItsExceptionWithTheRemoteStack() {
    AsyncResult<Integer> result = kind.shared().applyAsync(() -> fail("123"));
    assertThatThrownBy(result::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("123")
        .satisfies(failure -> assertThat(stackOf(failure)).contains("fail"));
  }

  /** The stack in another process is among the suppressed; in a thread it is the exception's own. */
  private List<String> stackOf(Throwable failure) {
    Throwable remote = kind != PoolKind.THREADS ? failure.getSuppressed()[0] : failure;
    assertThat(remote instanceof RemoteStackTrace).isEqualTo(kind != PoolKind.THREADS);
    return java.util.Arrays.stream(remote.getStackTrace())
        .map(StackTraceElement::getMethodName)
        .toList();
  }

  private static int fail(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  @Tag("C119")
  void applyAsync_taskThrows_errorCallbackGetsItBeforeGetReturns() {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Object> results = Collections.synchronizedList(new ArrayList<>());
    AsyncResult<Integer> result = kind.shared()
        .applyAsync(
            Call.of(Integer::parseInt, "x").callback(results::add).errorCallback(failures::add));
    assertThatThrownBy(result::get).hasCauseExactlyInstanceOf(NumberFormatException.class);
    assertThat(failures).singleElement().isInstanceOf(NumberFormatException.class);
    assertThat(results).isEmpty();
  }

  @Test
  @Tag("X096")
  void callbacks_several_runOneByOneInOneThreadAndBlockNoOtherResult() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    AsyncResult<Integer> blocked = kind.shared()
        .applyAsync(Call.of(Work::square, 1).callback(value -> {
          threads.add(Thread.currentThread());
          called.countDown();
          awaitQuietly(release);
        }));
    called.await();
    AsyncResult<Integer> behind = kind.shared()
        .applyAsync(
            Call.of(Work::square, 2).callback(value -> threads.add(Thread.currentThread())));
    assertThat(kind.shared().apply(Work::square, 3)).isEqualTo(9);
    assertThat(blocked.ready()).isFalse();
    assertThat(behind.ready()).isFalse();
    release.countDown();
    behind.await();
    assertThat(threads).hasSize(2).containsOnly(threads.get(0));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void callback_throws_harmsNeitherResultNorPool() throws Exception {
    AsyncResult<Integer> result = kind.shared()
        .applyAsync(Call.of(Work::square, 2).callback(value -> {
          throw new IllegalStateException("a callback that fails on purpose");
        }));
    assertThat(result.get()).isEqualTo(4);
    assertThat(kind.shared().apply(Work::square, 3)).isEqualTo(9);
  }

  @Test
  @Tag("X090")
  @Tag("F096")
  void get_notReady_timesOutAtOnceAndTheTaskGoesOn(@TempDir Path directory) throws Exception {
    Gate gate = Gate.in(directory, "gate");
    AsyncResult<Void> result = kind.shared().runAsync(Gate::await, gate);
    assertThatThrownBy(() -> result.get(Duration.ZERO)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> result.get(Duration.ofSeconds(-1)))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> result.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(result.await(Duration.ofMillis(1))).isFalse();
    assertThatThrownBy(result::successful).isInstanceOf(IllegalStateException.class);
    gate.open();
    assertThat(result.get(Duration.ofSeconds(60))).isNull();
    assertThat(result.exception()).isEmpty();
  }

  @Test
  void stage_dependents_runWhenTheResultIsThere() throws Exception {
    AsyncResult<Integer> result = kind.shared().applyAsync(Work::square, 4);
    assertThat(result.thenApply(x -> x + 1).toCompletableFuture().get()).isEqualTo(17);
    assertThat(result
            .handle((value, failure) -> value + "," + failure)
            .toCompletableFuture()
            .get())
        .isEqualTo("16,null");
    AsyncResult<Integer> failing = kind.shared().applyAsync(() -> fail("x"));
    assertThat(failing.handle((value, failure) -> failure).toCompletableFuture().get())
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  void applyAsync_nullArgumentAndResult_arePassed() throws Exception {
    Object result = kind.shared().apply(x -> x, null);
    assertThat(result).isNull();
  }

  @Test
  void call_options_areChecked() {
    assertThatThrownBy(() -> Call.of(() -> 1).retries(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Call.of(() -> 1).timeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
