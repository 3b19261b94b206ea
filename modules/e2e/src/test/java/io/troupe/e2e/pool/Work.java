package io.troupe.e2e.pool;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What the pools of the tests run. */
final class Work {
  private Work() {}

  static int square(int x) {
    return x * x;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static List<Integer> range(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  static List<Integer> squares(int size) {
    return IntStream.range(0, size).map(Work::square).boxed().toList();
  }

  /** Ignores every interrupt, as code does that was not written for them. */
  static void ignoreInterruptsUntil(Gate gate) {
    while (!gate.isOpen()) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
  }

  /** What only a kill ends. */
  static void spinForEver() {
    long spins = 0;
    while (spins >= 0) {
      spins = spins + 1 & Long.MAX_VALUE;
    }
  }

  static void sleepForEver() throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE);
  }
}
