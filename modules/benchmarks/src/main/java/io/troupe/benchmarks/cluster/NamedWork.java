package io.troupe.benchmarks.cluster;

import io.troupe.benchmarks.comparison.Absent;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverLock;
import io.troupe.cluster.FailoverMap;
import io.troupe.cluster.ReplicatedMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does something with the named objects of a cluster, again and again, in one thread or in several at once. */
final class NamedWork implements Work {
  private static final String NAME = "compare";
  private static final String VALUE = "x".repeat(100);
  private static final int KEYS = 100;

  private final ExecutorService threads;
  private final int width;
  private final Step step;

  /** What is done once. */
  private interface Step {
    void run(int number) throws Exception;
  }

  private NamedWork(int width, Step step) {
    this.width = width;
    this.step = step;
    threads = Executors.newFixedThreadPool(width);
  }

  private static Cluster cluster() throws Absent, IOException, InterruptedException {
    return ThreeNodes.shared().cluster();
  }

  /** Puts 100 bytes into a failover map. */
  static Work failoverWrites(int width) throws Absent, IOException, InterruptedException {
    FailoverMap<Integer, String> map = cluster().failover(NAME).map();
    return new NamedWork(width, number -> map.put(number % KEYS, VALUE));
  }

  /** Acquires and releases a failover lock. */
  static Work failoverLock() throws Absent, IOException, InterruptedException {
    FailoverLock lock = cluster().failover(NAME).lock();
    return new NamedWork(1, number -> {
      FailoverHold held = lock.acquire();
      held.close();
    });
  }

  /** Puts 100 bytes into a replicated map, as one node confirms them. */
  static Work replicatedWrites(int width) throws Absent, IOException, InterruptedException {
    ReplicatedMap<Integer, String> map = cluster().replicated(NAME).map();
    return new NamedWork(width, number -> map.put(number % KEYS, VALUE));
  }

  @Override
  public double round(int count) throws Exception {
    List<Callable<Void>> parts = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int first = i;
      parts.add(() -> repeat(first, count));
    }
    long begin = System.nanoTime();
    for (Future<Void> part : threads.invokeAll(parts)) {
      part.get();
    }
    return System.nanoTime() - begin;
  }

  private Void repeat(int first, int count) throws Exception {
    for (int number = first; number < count; number += width) {
      step.run(number);
    }
    return null;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
