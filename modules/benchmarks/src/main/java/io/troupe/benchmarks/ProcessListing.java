package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.ps.Ps;
import java.io.IOException;

/** Lists the processes of the machine, among them as many sleeping ones as are missing. */
final class ProcessListing implements Work {
  private static final int PROCESSES = 500;

  private final Process sleepers;

  ProcessListing() throws IOException, InterruptedException {
    int missing = Math.max(0, PROCESSES - Ps.pids().size());
    String start = "i=0; while [ $i -lt " + missing + " ]; do sleep 1000 & i=$((i+1)); done; wait";
    sleepers = new ProcessBuilder("sh", "-c", start).start();
    Await.until("there are " + PROCESSES + " processes", () -> Ps.pids().size() >= PROCESSES);
  }

  @Override
  public double round(int count) {
    long begin = System.nanoTime();
    int listed = 0;
    for (int i = 0; i < count; i++) {
      listed += Ps.snapshot().size();
    }
    long nanos = System.nanoTime() - begin;
    Check.that(listed > count * PROCESSES / 2, listed + " processes");
    return nanos;
  }

  @Override
  public void close() {
    sleepers.descendants().forEach(ProcessHandle::destroyForcibly);
    sleepers.destroyForcibly();
  }
}
