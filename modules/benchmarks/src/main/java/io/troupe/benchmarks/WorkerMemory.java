package io.troupe.benchmarks;

import io.troupe.Pool;
import io.troupe.Troupe;
import io.troupe.WorkerInfo;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Unit;
import io.troupe.benchmarks.comparison.Work;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Starts a pool, gives each worker something to do, and looks at how much memory they hold once they are idle. */
final class WorkerMemory implements Work {
  private static final int TASKS_PER_WORKER = 8;
  private static final long LOOK_MILLIS = 500;
  private static final double STEADY = 1.005;

  private String note = "";

  @Override
  public double round(int count) throws InterruptedException {
    int workers = Troupe.cpuCount();
    try (Pool pool = Pool.of(workers)) {
      List<Integer> seeds =
          IntStream.range(0, workers * TASKS_PER_WORKER).boxed().toList();
      Await.until("all workers are up", () -> up(pool) == workers);
      pool.map(Tasks::burn, seeds, 1);
      return settled(pool);
    }
  }

  private static long up(Pool pool) {
    return pool.workers().stream().filter(worker -> worker.pid() > 0).count();
  }

  /** Waits until the memory grows no more, as the workers still load classes while they are already of use. */
  private long settled(Pool pool) throws InterruptedException {
    long before;
    long now = largest(pool);
    do {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      before = now;
      now = largest(pool);
    } while (now > before * STEADY);
    return now;
  }

  private long largest(Pool pool) {
    long largest = 0;
    for (WorkerInfo worker : pool.workers()) {
      Memory memory = Memory.of(worker.pid());
      if (memory.residentBytes() > largest) {
        largest = memory.residentBytes();
        note = "Pss " + Unit.BYTES.format((double) memory.proportionalBytes());
      }
    }
    Check.that(largest > 0, "the resident memory is unknown");
    return largest;
  }

  @Override
  public String note() {
    return note;
  }
}
