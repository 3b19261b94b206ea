package io.troupe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the workers do. */
final class Tasks {
  /** More than a millisecond on any processor: a step needs the one before and takes six cycles. */
  private static final int BURN_STEPS = 2_000_000;

  private Tasks() {}

  /** Does nothing. */
  static void nothing() {}

  /** Returns what it was given. */
  static Integer same(Integer item) {
    return item;
  }

  /** Returns the number of this process. */
  static Long pid() {
    return ProcessHandle.current().pid();
  }

  /** Computes for some milliseconds. */
  static Long burn(Integer seed) {
    long state = seed + 1L;
    for (int i = 0; i < BURN_STEPS; i++) {
      state = next(state);
    }
    return state;
  }

  /** Deletes a file, as a sign that it runs, then computes for ever and takes no notice of interrupts. */
  static Long spin(String sign) throws IOException {
    Files.delete(Path.of(sign));
    long state = 1;
    while (state != 0) {
      state = next(state);
    }
    return state;
  }

  /** Xorshift: never 0 for another number than 0. */
  private static long next(long state) {
    long x = state ^ (state << 13);
    x ^= x >>> 7;
    return x ^ (x << 17);
  }
}
