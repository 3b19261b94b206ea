package io.troupe.internal.process.child;

import io.troupe.internal.log.Log;
import io.troupe.proto.Exiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a child whose output has ended. A child that has said its last word is at
 * its end when it has deleted its last file: nothing of the program runs there any more, nothing of
 * it is on its way, and no process can miss anything that it holds. What is left is the exit of a
 * JVM and the clearing up of its memory by the system, which together take longer than all that a
 * short process does, and which need not be waited for.
 */
public final class EndWatch {
  private static final Log log = Log.of(EndWatch.class);
  private static final long LOOK_NANOS = 50_000;

  /**
   * The last word comes right behind the end of the output; without it there will hardly be one.
   */
  private static final long WORD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Files are deleted at once; a file system that takes longer is not looked at any more. */
  private static final long DELETION_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A JVM with nothing left to do needs some milliseconds; a busy machine more. */
  private static final long EXIT_SECONDS = 10;

  private final ChildProcess child;
  private final IntConsumer ended;

  /** @param ended takes the exit status */
  public EndWatch(ChildProcess child, IntConsumer ended) {
    this.child = child;
    this.ended = ended;
  }

  /** Blocks until the process is gone; the end is told as soon as it is certain. */
  public void run() {
    Exiting word = awaitLastWord();
    if (word != null && await(() -> !child.lastFile().exists(), DELETION_NANOS)) {
      ended.accept(word.getStatus());
      endWhenOverdue();
    } else {
      ended.accept(awaitExit());
    }
  }

  private @Nullable Exiting awaitLastWord() {
    await(() -> child.lastWord() != null, WORD_NANOS);
    return child.lastWord();
  }

  /** Returns whether the condition held before the process was gone or the time was over. */
  private boolean await(BooleanSupplier condition, long nanos) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (!child.jvm().isAlive() || System.nanoTime() - begin > nanos) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** Its exit has been told, so there must be one. */
  private void endWhenOverdue() {
    try {
      if (!child.jvm().waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        log.warn("{} did not exit within {} s after its end; it is killed", child, EXIT_SECONDS);
        child.kill();
      }
    } catch (InterruptedException e) {
      child.kill();
    }
  }

  private int awaitExit() {
    while (true) {
      try {
        return child.jvm().waitFor();
      } catch (InterruptedException e) {
        log.debug("Interrupted while waiting for {}", child);
      }
    }
  }
}
