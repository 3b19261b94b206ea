package io.troupe.internal.process.child;

import io.troupe.internal.log.Log;
import io.troupe.proto.Exiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Shortens the end of a child whose output has ended. A child that has said its last word is at its
 * end when it has deleted its last file: nothing of the program runs there any more, and nothing of
 * it is on its way. What is left is the exit of a JVM, which may wait for its own threads for longer
 * than a short process lives, and the clearing up of its memory by the system, which takes some
 * milliseconds: for that is waited where the child holds what another process could miss.
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

  private final ChildProcess child;
  private final Runnable ended;

  /** @param ended is told when nothing of the process is left that matters, and when it is gone */
  public EndWatch(ChildProcess child, Runnable ended) {
    this.child = child;
    this.ended = ended;
  }

  /** Blocks until the process is gone. */
  public void run() {
    await(() -> child.lastWord() != null, WORD_NANOS);
    Exiting word = child.lastWord();
    if (word != null && await(() -> !child.lastFile().exists(), DELETION_NANOS)) {
      child.endsWith(word.getStatus());
      if (!word.getHolds()) {
        ended.run();
      }
      Kill.alone(child.jvm());
    }
    awaitExit();
    ended.run();
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

  private void awaitExit() {
    while (true) {
      try {
        child.jvm().waitFor();
        return;
      } catch (InterruptedException e) {
        log.debug("Interrupted while waiting for {}", child);
      }
    }
  }
}
