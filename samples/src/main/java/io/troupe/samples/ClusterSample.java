package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.ResultIterator;
import io.troupe.cluster.Cluster;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A pool over three nodes on this machine: one node is killed and the work goes on, a fourth joins
 * and is used. Nothing is lost, and nothing is done twice but what the killed node had begun.
 *
 * <p>On machines of their own the nodes would be started with {@code troupe node}; here each is a
 * process of this program.
 *
 * <p>Run it with {@code samples/run cluster}. It prints:
 *
 * <pre>
 * Three nodes are up, with 2 slots each.
 * 6 processes have summed the first 100 numbers.
 * One node is killed: 4 processes go on.
 * A fourth node has joined: 6 processes work.
 * All 600 results are right.
 * </pre>
 */
public final class ClusterSample {
  private static final int SLOTS = 2;
  private static final int PART = 100;

  private ClusterSample() {}

  /** Where it was done, and what came of it. */
  record Sum(long pid, long value) {}

  static Sum sum(int n) throws InterruptedException {
    Thread.sleep(50); // as if it were more work
    return new Sum(
        ProcessHandle.current().pid(),
        IntStream.rangeClosed(0, n).asLongStream().sum());
  }

  public static void main(String[] args) throws Exception {
    try (LocalNodes nodes = LocalNodes.start(3, SLOTS);
        Cluster cluster = nodes.connect();
        Pool pool = Pool.builder().on(cluster).processes(3 * SLOTS).retries(3).start()) {
      System.out.printf("Three nodes are up, with %d slots each.%n", SLOTS);
      ResultIterator<Sum> sums =
          pool.imap(ClusterSample::sum, IntStream.range(0, 6 * PART).boxed().toList());
      AtomicInteger right = new AtomicInteger();

      System.out.printf(
          "%d processes have summed the first %d numbers.%n", take(PART, sums, right), PART);
      nodes.kill(1);
      take(PART, sums, right); // of what was done before, and while others took over
      System.out.printf("One node is killed: %d processes go on.%n", take(PART, sums, right));
      nodes.add();
      take(2 * PART, sums, right);
      System.out.printf("A fourth node has joined: %d processes work.%n", take(PART, sums, right));
      System.out.printf("All %d results are right.%n", right.get());
    }
  }

  /** Takes so many results, and returns how many processes they come from. */
  private static int take(int count, ResultIterator<Sum> sums, AtomicInteger right) {
    Set<Long> pids = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      Sum sum = sums.next();
      pids.add(sum.pid());
      long n = right.get();
      if (sum.value() == n * (n + 1) / 2) {
        right.incrementAndGet();
      }
    }
    return pids.size();
  }
}
