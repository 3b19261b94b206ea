package io.troupe.samples;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs five tasks of random length in a pool of four processes.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * p = Pool(4)
 * for i in range(5): p.apply_async(long_task, args=(i,))
 * p.close(); p.join()
 * }</pre>
 *
 * <p>Run it with {@code samples/run pool}. It prints who runs what and for how long, and ends:
 *
 * <pre>
 * Waiting for all subprocesses done...
 * Run task 0 (4242)...
 * Task 0 runs 1.31 seconds (4242).
 * All subprocesses done.
 * Total time: 2.40 seconds for 5.12 of work.
 * </pre>
 */
public final class PoolSample {
  private PoolSample() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    System.out.printf("Parent process %d.%n", Process.current().pid());
    long start = System.nanoTime();

    List<AsyncResult<Double>> tasks = new ArrayList<>();
    try (Pool pool = Pool.of(4)) {
      for (int i = 0; i < 5; i++) {
        tasks.add(pool.applyAsync(PoolSample::longTask, i));
      }
      System.out.println("Waiting for all subprocesses done...");
    } // close() lets the pool finish what it has
    System.out.println("All subprocesses done.");

    double work = 0;
    for (AsyncResult<Double> task : tasks) {
      work += task.get();
    }
    System.out.printf("Total time: %.2f seconds for %.2f of work.%n", since(start), work);
  }

  /** Runs in whichever worker is free, and returns for how many seconds. */
  static double longTask(int i) throws InterruptedException {
    long pid = Process.current().pid();
    System.out.printf("Run task %d (%d)...%n", i, pid);
    long start = System.nanoTime();
    Thread.sleep(ThreadLocalRandom.current().nextInt(2000));
    System.out.printf("Task %d runs %.2f seconds (%d).%n", i, since(start), pid);
    return since(start);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
