package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;

/** Starts processes and joins them, one after the other. */
final class ProcessStart implements Work {
  private final boolean spare;

  private ProcessStart(boolean spare) {
    this.spare = spare;
  }

  /**
   * Each start finds a spare ready; it is not measured how long that one took to get ready. Spares are kept from the second
   * start on, so there are two beforehand.
   */
  static Work fromSpare() throws InterruptedException {
    Troupe.spares(1);
    startAndJoin();
    startAndJoin();
    return new ProcessStart(true);
  }

  /** Each start boots a JVM. */
  static Work cold() {
    Troupe.spares(0);
    return new ProcessStart(false);
  }

  @Override
  public double round(int count) throws InterruptedException {
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      awaitSpare();
      nanos += startAndJoin();
    }
    return nanos;
  }

  private void awaitSpare() throws InterruptedException {
    if (spare) {
      Await.until("a spare is ready", () -> Troupe.sparesReady() > 0);
    }
  }

  private static long startAndJoin() throws InterruptedException {
    long begin = System.nanoTime();
    Process process = Process.of(Tasks::nothing).start();
    process.join();
    long nanos = System.nanoTime() - begin;
    Check.that(process.exitCode().orElse(-1) == 0, "exit code " + process.exitCode());
    return nanos;
  }

  @Override
  public void close() {
    Troupe.spares(1);
  }
}
