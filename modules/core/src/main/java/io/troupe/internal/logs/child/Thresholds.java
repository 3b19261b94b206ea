package io.troupe.internal.logs.child;

import io.troupe.internal.logs.LogMemory;
import io.troupe.internal.logs.Threshold;
import io.troupe.proto.LogRecord;
import io.troupe.proto.LoggerQuestion;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the loggers of this process let through, which the host says. A logger asks when it is first
 * used and waits for a moment. Until there is an answer it lets everything through, for the host
 * can still leave out what it does not want. Thread-safe.
 */
final class Thresholds {
  /**
   * Of the root of all loggers, which the host writes before the process starts, and of loggers
   * beyond the others.
   */
  static final int ROOT = 0;

  /** No slot. */
  static final int UNASKED = -1;

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final LogMemory memory;
  private final LogWriter writer;

  // Guarded by this.
  private int slots = ROOT + 1;

  /** The host has let one wait in vain: none waits again. */
  private boolean silent;

  Thresholds(LogMemory memory, LogWriter writer) {
    this.memory = memory;
    this.writer = writer;
  }

  /**
   * Returns the slot of a logger, whose threshold the host will write; negative where it could not
   * be asked.
   */
  synchronized int ask(String name) {
    if (slots == LogMemory.SLOTS) {
      return ROOT;
    }
    LoggerQuestion question =
        LoggerQuestion.newBuilder().setSlot(slots).setName(name).build();
    if (!writer.ask(LogRecord.newBuilder().setQuestion(question).build())) {
      return UNASKED;
    }
    if (!silent) {
      silent = !answered(slots);
    }
    return slots++;
  }

  private boolean answered(int slot) {
    long begin = System.nanoTime();
    boolean interrupted = false;
    while (memory.threshold(slot) == Threshold.UNKNOWN
        && System.nanoTime() - begin < PATIENCE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      interrupted |= Thread.interrupted(); // else it would not park
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return memory.threshold(slot) != Threshold.UNKNOWN;
  }

  /** Returns what the logger of this slot, or of none, lets through. */
  int get(int slot) {
    return memory.threshold(slot == UNASKED ? ROOT : slot);
  }
}
