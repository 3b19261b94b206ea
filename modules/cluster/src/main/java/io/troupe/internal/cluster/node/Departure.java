package io.troupe.internal.cluster.node;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;

/**
 * The leave that a node takes of the programs: nothing new begins, and what is under way may end,
 * within a bound. Thread-safe.
 */
final class Departure {
  private static final Log log = Log.of(Departure.class);

  /** Workers without a task are gone by then. */
  private static final Duration FIRST_WORD = Duration.ofSeconds(2);

  private static final Duration NEXT_WORD = Duration.ofSeconds(10);

  private final String node;
  private final Sessions sessions;
  private final Slots slots;
  private final Duration bound;
  private volatile boolean hurried;

  /** @param bound how long what is under way may take */
  Departure(String node, Sessions sessions, Slots slots, Duration bound) {
    this.node = node;
    this.sessions = sessions;
    this.slots = slots;
    this.bound = bound;
  }

  /** Tells the programs, and waits until none has a process here; when interrupted no longer. */
  void await() {
    sessions.beginToLeave();
    int running = slots.processes();
    if (running == 0 || hurried || bound.isZero()) {
      return;
    }
    log.info(
        "Node {} is about to leave: it starts no processes any more, and waits up to {} s for the"
            + " {} of {} programs",
        node,
        bound.toSeconds(),
        running,
        sessions.programs());
    try {
      sayResult(awaitFree());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("Node {} was told not to wait: {} processes end with it", node, slots.processes());
    }
  }

  private boolean awaitFree() throws InterruptedException {
    Deadline end = Deadline.after(bound);
    Duration pause = FIRST_WORD;
    while (!awaitFree(Math.min(pause.toNanos(), end.remainingNanos()))) {
      if (hurried || end.passed()) {
        return false;
      }
      sayWaiting(Duration.ofNanos(end.remainingNanos()));
      pause = NEXT_WORD;
    }
    return true;
  }

  private boolean awaitFree(long nanos) throws InterruptedException {
    return slots.awaitFree(Deadline.after(nanos), () -> hurried);
  }

  private void sayWaiting(Duration left) {
    log.info(
        "Node {} waits up to {} s more for {}",
        node,
        Math.max(1, left.toSeconds()),
        String.join("; ", sessions.running()));
  }

  private void sayResult(boolean free) {
    if (free) {
      log.info("Node {} has no processes any more", node);
    } else if (!hurried) {
      log.warn(
          "Node {}: {} processes have not ended in {} s, and end with it",
          node,
          slots.processes(),
          bound.toSeconds());
    }
  }

  /** Ends the wait. */
  void hurry() {
    hurried = true;
    slots.wake();
  }
}
