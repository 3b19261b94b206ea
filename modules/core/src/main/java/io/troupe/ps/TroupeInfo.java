package io.troupe.ps;

import io.troupe.WorkerInfo;
import java.util.Optional;

/**
 * What Troupe knows of a process that it started. A program sees all of its own processes; of those
 * of other programs it sees that they are Troupe's.
 *
 * @param name of the process or the worker; empty for a spare, and for a process of another program
 * @param pool the name of the pool it works for; empty if it is no worker
 * @param worker what it runs, and how many tasks it has done; empty if it is no worker
 */
public record TroupeInfo(
    Optional<String> name, Optional<String> pool, Optional<WorkerInfo> worker) {

  /** As people read it: {@code PoolWorker-1 of pool-1: crunch, 12 tasks done}. */
  @Override
  public String toString() {
    return name.orElse("a process of Troupe")
        + pool.map(each -> " of " + each).orElse("")
        + worker.map(TroupeInfo::work).orElse("");
  }

  private static String work(WorkerInfo worker) {
    return ": " + worker.runningTask().orElse("idle") + ", " + worker.tasksDone() + " tasks done";
  }
}
