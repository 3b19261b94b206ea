package io.troupe.benchmarks;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.ResultIterator;
import io.troupe.Troupe;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Has a pool return the numbers below a count, in one of the ways that a pool has. */
public final class PoolCalls implements Work {
  private final Pool pool;
  private final Way way;

  /** With a pool of this machine. */
  public PoolCalls(Way way) {
    this(Pool.of(Troupe.cpuCount()), way);
  }

  /** With a pool that is closed with this. */
  public PoolCalls(Pool pool, Way way) {
    this.pool = pool;
    this.way = way;
  }

  /** Passes items through a pool. */
  @FunctionalInterface
  public interface Way {
    List<Integer> pass(Pool pool, List<Integer> items) throws Exception;
  }

  @Override
  public double round(int count) throws Exception {
    List<Integer> items = IntStream.range(0, count).boxed().toList();
    long begin = System.nanoTime();
    List<Integer> results = way.pass(pool, items);
    long nanos = System.nanoTime() - begin;
    Check.numbersBelow(count, results);
    return nanos;
  }

  @Override
  public void close() {
    pool.close();
  }

  public static List<Integer> apply(Pool pool, List<Integer> items) throws InterruptedException {
    List<Integer> results = new ArrayList<>(items.size());
    for (Integer item : items) {
      results.add(pool.apply(Tasks::same, item));
    }
    return results;
  }

  public static List<Integer> applyAsync(Pool pool, List<Integer> items) throws Exception {
    List<AsyncResult<Integer>> submitted = new ArrayList<>(items.size());
    for (Integer item : items) {
      submitted.add(pool.applyAsync(Tasks::same, item));
    }
    List<Integer> results = new ArrayList<>(items.size());
    for (AsyncResult<Integer> result : submitted) {
      results.add(result.get());
    }
    return results;
  }

  public static List<Integer> mapOneByOne(Pool pool, List<Integer> items)
      throws InterruptedException {
    return pool.map(Tasks::same, items, 1);
  }

  public static List<Integer> map(Pool pool, List<Integer> items) throws InterruptedException {
    return pool.map(Tasks::same, items);
  }

  public static List<Integer> imapUnordered(Pool pool, List<Integer> items) {
    List<Integer> results = new ArrayList<>(items.size());
    try (ResultIterator<Integer> iterator = pool.imapUnordered(Tasks::same, items)) {
      iterator.forEachRemaining(results::add);
    }
    return results;
  }
}
