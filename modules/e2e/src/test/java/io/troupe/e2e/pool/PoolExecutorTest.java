package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Pool;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
class PoolExecutorTest {
  @Parameter
  PoolKind kind;

  /** What code that was written for the JDK submits, in a form that may cross. */
  private record Job(int x) implements Callable<Integer>, Serializable {
    @Override
    public Integer call() {
      if (x < 0) {
        throw new IllegalArgumentException("negative");
      }
      return x * x;
    }
  }

  private record Opening(Gate gate) implements Runnable, Serializable {
    @Override
    public void run() {
      gate.open();
    }
  }

  private record Fetching(Gate gate) implements Callable<Boolean>, Serializable {
    @Override
    public Boolean call() {
      gate.open();
      return true;
    }
  }

  /** Begins, and only a kill, or the end of its thread, ends it. */
  private record Endless(Gate begun) implements Callable<Boolean>, Serializable {
    @Override
    public Boolean call() throws InterruptedException {
      begun.open();
      Work.sleepForEver();
      return true;
    }
  }

  @Test
  void submit_callableOrRunnable_runs(@TempDir Path directory) throws Exception {
    ExecutorService executor = kind.shared().asExecutorService();
    assertThat(executor.submit(new Job(7)).get()).isEqualTo(49);
    Gate one = Gate.in(directory, "one");
    Gate two = Gate.in(directory, "two");
    Gate three = Gate.in(directory, "three");
    assertThat(executor.submit(new Opening(one)).get()).isNull();
    assertThat(executor.submit(new Opening(two), "done").get()).isEqualTo("done");
    executor.execute(new Opening(three));
    three.await();
    assertThat(List.of(one, two)).allMatch(Gate::isOpen);
    assertThatThrownBy(() -> executor.submit(new Job(-1)).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invokeAll_callables_waitsForAll() throws Exception {
    ExecutorService executor = kind.shared().asExecutorService();
    List<Future<Integer>> results =
        executor.invokeAll(List.of(new Job(1), new Job(-1), new Job(3)));
    assertThat(results).allMatch(Future::isDone);
    assertThat(results.get(2).get()).isEqualTo(9);
    assertThatThrownBy(results.get(1)::get).isInstanceOf(ExecutionException.class);
  }

  @Test
  void invokeAny_callables_givesOneThatReturned() throws Exception {
    ExecutorService executor = kind.shared().asExecutorService();
    assertThat(executor.invokeAny(List.of(new Job(-1), new Job(4)))).isEqualTo(16);
    assertThatThrownBy(() -> executor.invokeAny(List.of(new Job(-1))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("F060")
  @Tag("F065")
  void shutdown_tasksWaiting_finishesThemWithoutWaiting() throws Exception {
    Pool pool = kind.of(2);
    ExecutorService executor = pool.asExecutorService();
    List<Future<Integer>> results =
        List.of(executor.submit(new Job(1)), executor.submit(new Job(2)));
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThatThrownBy(() -> executor.submit(new Job(3)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(results.get(1).get()).isEqualTo(4);
  }

  @Test
  @Tag("F059")
  void shutdownNow_tasksWaiting_cancelsThemAndGivesThemBack(@TempDir Path directory)
      throws Exception {
    Pool pool = kind.of(1);
    ExecutorService executor = pool.asExecutorService();
    Gate begun = Gate.in(directory, "begun");
    Opening command = new Opening(Gate.in(directory, "command"));
    Opening submitted = new Opening(Gate.in(directory, "submitted"));
    Fetching callable = new Fetching(Gate.in(directory, "callable"));
    Future<?> running = executor.submit(new Endless(begun));
    begun.await();
    executor.execute(command);
    List<Future<?>> waiting = List.of(
        executor.submit(submitted), executor.submit(callable), pool.applyAsync(Work::square, 1));

    List<Runnable> never = executor.shutdownNow();

    assertThat(running).matches(Future::isCancelled);
    assertThat(waiting).allMatch(Future::isCancelled);
    assertThat(never).hasSize(3).startsWith(command, submitted);
    never.get(2).run();
    assertThat(callable.gate().isOpen()).isTrue();
    assertThat(command.gate().isOpen()).isFalse();
    pool.join();
  }
}
