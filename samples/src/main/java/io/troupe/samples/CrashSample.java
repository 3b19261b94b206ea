package io.troupe.samples;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Loses a worker in the middle of its task: that task says why, all others finish.
 *
 * <p>Python's original, which waits for ever for the task that was lost:
 *
 * <pre>{@code
 * results = [pool.apply_async(work, (i,)) for i in range(1, 7)]
 * print([r.get() for r in results])
 * }</pre>
 *
 * <p>Run it with {@code samples/run crash}. It prints one line a task:
 *
 * <pre>
 * Task 2: done by process 4242
 * Task 3: io.troupe.WorkerLostException: lost with its worker: CrashSample::work (task 3);
 *   process 4243 exited with status 42
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
        AsyncResult<String> result = results.get(task - 1);
        Optional<Throwable> failure = result.exception(); // waits for the end
        String outcome = failure.isPresent() ? failure.get().toString() : result.get();
        System.out.printf("Task %d: %s%n", task, outcome);
      }
      System.out.printf(
          "The pool is well: it has %d workers and a next task is %s%n",
          pool.workers().size(), pool.apply(CrashSample::work, 7));
    }
  }

  static String work(int task) throws InterruptedException {
    Thread.sleep(200);
    if (task == 3) {
      Runtime.getRuntime().halt(42); // no exception, no clean-up: the process is gone
    }
    return "done by process " + Process.current().pid();
  }
}
