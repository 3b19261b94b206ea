package io.troupe.benchmarks;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Troupe;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cancels a task that computes for ever and takes no notice of interrupts, in a pool of one process, and waits until that
 * pool has done the next task. A spare is ready each time, as it is where kills are rare; all else is the default.
 */
final class Kill implements Work {
  private final Pool pool;

  /** Spares of earlier work fit no worker: they must not be taken for one that does. */
  Kill() throws InterruptedException {
    Troupe.spares(0);
    Await.until("spares of earlier work have left", () -> Troupe.sparesReady() == 0);
    pool = Pool.of(1);
  }

  @Override
  public double round(int count) throws Exception {
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      nanos += killOne();
    }
    return nanos;
  }

  private long killOne() throws Exception {
    Long victim = pool.apply(Tasks::pid);
    Await.until("a spare is ready", () -> Troupe.sparesReady() > 0);
    AsyncResult<Long> endless = startEndless();
    long begin = System.nanoTime();
    boolean cancelled = endless.cancel(true);
    Long successor = pool.apply(Tasks::pid);
    long nanos = System.nanoTime() - begin;
    Check.that(cancelled && endless.isCancelled(), "the endless task was not cancelled");
    Check.that(!successor.equals(victim), "process " + victim + " ran on");
    return nanos;
  }

  /** Waits for a sign from the task itself: a task that was only sent would be withdrawn, and nothing killed. */
  private AsyncResult<Long> startEndless() throws IOException, InterruptedException {
    Path sign = Files.createTempFile("troupe", ".waiting");
    AsyncResult<Long> endless = pool.applyAsync(Tasks::spin, sign.toString());
    Await.until("the endless task runs", () -> Files.notExists(sign));
    return endless;
  }

  @Override
  public void close() {
    pool.terminate();
    Troupe.spares(1);
  }
}
