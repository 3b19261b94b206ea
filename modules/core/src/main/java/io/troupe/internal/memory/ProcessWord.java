package io.troupe.internal.memory;

import java.time.Instant;

/** Names a process in one word: its pid in the high half, the second in which it started in the low half, 0 if unknown. */
final class ProcessWord {
  // Each JVM derives start times from its own reading of the clock, which may have been set
  // meanwhile.
  private static final int CLOCK_TOLERANCE_SECONDS = 10;

  private ProcessWord() {}

  static long self() {
    return of(ProcessHandle.current());
  }

  static long of(ProcessHandle process) {
    return process.pid() << Integer.SIZE | Integer.toUnsignedLong(startSecond(process));
  }

  private static int startSecond(ProcessHandle process) {
    return (int)
        process.info().startInstant().map(Instant::getEpochSecond).orElse(0L).longValue();
  }

  static boolean isAlive(long word) {
    return ProcessHandle.of(word >>> Integer.SIZE)
        .filter(process -> process.isAlive() && couldBe(startSecond(process), (int) word))
        .isPresent();
  }

  private static boolean couldBe(int started, int expected) {
    return started == 0 || expected == 0 || Math.abs(started - expected) <= CLOCK_TOLERANCE_SECONDS;
  }
}
