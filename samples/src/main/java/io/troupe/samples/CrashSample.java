package io.troupe.samples;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.WorkerLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Loses a worker in the middle of its task: that task says why, all others finish.
 *
 * <p>Python's original, which waits for ever for the task that was lost:
 *
 * <pre>{@code
 * results = [pool.apply_async(work, (i,)) for i in range(6)]
 * print([r.get() for r in results])
 * }</pre>
 *
 * <p>Run it with {@code samples/run crash}. It prints one line a task:
 *
 * <pre>
 * Task 2: done by process 4242
 * Task 3: lost with its worker: CrashSample::work (task 3); process 4243 exited with status 3
 * Task 4: done by process 4242
 * The pool is well: it has 2 workers and a next task is done by process 4251
 * </pre>
 */
public final class CrashSample {
  private CrashSample() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    try (Pool pool = Pool.of(2)) {
      List<AsyncResult<String>> results = new ArrayList<>();
      for (int task = 1; task <= 6; task++) {
        results.add(pool.applyAsync(CrashSample::work, task));
      }
      for (int task = 1; task <= 6; task++) {
        System.out.printf("Task %d: %s%n", task, outcome(results.get(task - 1)));
      }
      System.out.printf(
          "The pool is well: it has %d workers and a next task is %s%n",
          pool.workers().size(), pool.apply(CrashSample::work, 7));
    }
  }

  static String work(int task) throws InterruptedException {
    Thread.sleep(200);
    if (task == 3) {
      Runtime.getRuntime().halt(3); // no exception, no clean-up: the process is gone
    }
    return "done by process " + Process.current().pid();
  }

  private static String outcome(AsyncResult<String> result)
      throws InterruptedException, ExecutionException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerLostException lost) {
        return lost.getMessage();
      }
      throw e;
    }
  }
}
