package io.troupe.benchmarks;

import io.troupe.Pool;
import io.troupe.Troupe;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Computes as much as the processors can, one task of some milliseconds an item. */
final class CpuBound implements Work {
  private final Executor executor;

  private CpuBound(Executor executor) {
    this.executor = executor;
  }

  /** As many processes as there are processors. */
  static Work inProcesses() {
    return new CpuBound(new Processes(Pool.of(Troupe.cpuCount())));
  }

  /** As many threads of this JVM as there are processors. */
  static Work inThreads() {
    return new CpuBound(new Threads(Executors.newFixedThreadPool(Troupe.cpuCount())));
  }

  @Override
  public double round(int count) throws Exception {
    List<Integer> seeds = IntStream.range(0, count).boxed().toList();
    long begin = System.nanoTime();
    List<Long> results = executor.burn(seeds);
    long nanos = System.nanoTime() - begin;
    Check.that(results.size() == count, results.size() + " results");
    int last = count - 1;
    Check.that(
        results.get(last).equals(Tasks.burn(last)), "task " + last + ": " + results.get(last));
    return nanos;
  }

  @Override
  public void close() {
    executor.close();
  }

  private interface Executor {
    List<Long> burn(List<Integer> seeds) throws Exception;

    void close();
  }

  private record Processes(Pool pool) implements Executor {
    @Override
    public List<Long> burn(List<Integer> seeds) throws InterruptedException {
      return pool.map(Tasks::burn, seeds, 1);
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  private record Threads(ExecutorService threads) implements Executor {
    @Override
    public List<Long> burn(List<Integer> seeds) throws Exception {
      List<Callable<Long>> tasks = new ArrayList<>();
      seeds.forEach(seed -> tasks.add(() -> Tasks.burn(seed)));
      List<Long> results = new ArrayList<>();
      for (Future<Long> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }
}
