package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Process;
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
 * Total time: 3.02 seconds.
 * </pre>
 */
public final class PoolSample {
  private PoolSample() {}

  public static void main(String[] args) {
    System.out.printf("Parent process %d.%n", Process.current().pid());
    long start = System.nanoTime();

    try (Pool pool = Pool.of(4)) {
      for (int task = 0; task < 5; task++) {
        pool.runAsync(PoolSample::longTask, task);
      }
      System.out.println("Waiting for all subprocesses done...");
    } // close() lets the pool finish what it has

    System.out.println("All subprocesses done.");
    System.out.printf("Total time: %.2f seconds.%n", secondsSince(start));
  }

  /** Runs in whichever worker is free. */
  static void longTask(int task) throws InterruptedException {
    long pid = Process.current().pid();
    System.out.printf("Run task %d (%d)...%n", task, pid);
    long start = System.nanoTime();
    Thread.sleep(ThreadLocalRandom.current().nextInt(2000));
    System.out.printf("Task %d runs %.2f seconds (%d).%n", task, secondsSince(start), pid);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
