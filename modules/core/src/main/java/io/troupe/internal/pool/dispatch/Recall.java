package io.troupe.internal.pool.dispatch;

import io.troupe.TaskTimeoutException;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks back from a dispatch before they have ended by themselves, wherever they are.
 * Thread-safe.
 */
public final class Recall {
  /** How often a thread looks that waits for a worker to answer, and for how long. */
  private static final long POLL_NANOS = 50_000;

  private static final long ANSWER_NANOS = 100_000_000;

  private final Dispatch dispatch;

  /** The assignments of the dispatch, which are also its lock. */
  private final Assignments assignments;

  private final Signals signals;

  Recall(Dispatch dispatch, Assignments assignments, Signals signals) {
    this.dispatch = dispatch;
    this.assignments = assignments;
    this.signals = signals;
  }

  /** Ends tasks whose listener knows that they end, and has workers stop running them. */
  public void abort(List<PoolTask> tasks) {
    Map<Lane, List<PoolTask>> sent = new HashMap<>();
    for (PoolTask task : tasks) {
      Lane lane = abort(task);
      if (lane != null) {
        sent.computeIfAbsent(lane, first -> new ArrayList<>()).add(task);
      }
    }
    sent.forEach(signals::toStop);
    dispatch.signalIfDrained();
  }

  /** Returns the lane whose worker has the task, or may have it. */
  private @Nullable Lane abort(PoolTask task) {
    Lane lane;
    synchronized (assignments) {
      if (!assignments.end(task, false)) {
        return null;
      }
      lane = task.lane;
      if (lane == null || !assignments.takeBack(lane, task)) {
        return lane;
      }
    }
    dispatch.toSend(List.of(lane));
    return null;
  }

  /**
   * Ends a task if it has not begun, and returns whether that was so; may take a round trip to a
   * worker.
   */
  public boolean withdraw(PoolTask task) {
    Lane lane = takeBack(task);
    if (lane != null) {
      awaitAnswer(task, lane.worker());
      return unwant(task);
    }
    return task.wanted;
  }

  /**
   * Ends a task if it has not begun, without waiting where its worker must be asked.
   *
   * @return the lane whose worker was asked, else null
   */
  @Nullable
  public Lane takeBack(PoolTask task) {
    Lane lane;
    synchronized (assignments) {
      lane = task.lane;
      if (task.ended) {
        return null;
      }
      task.wanted = true;
      if (lane == null || assignments.takeBack(lane, task)) {
        assignments.end(task, false);
      }
    }
    return askOrSignal(task, lane);
  }

  private @Nullable Lane askOrSignal(PoolTask task, @Nullable Lane lane) {
    if (lane != null && !task.ended) {
      lane.worker().withdraw(List.of(task));
      return lane;
    }
    if (lane != null) {
      dispatch.toSend(List.of(lane));
    }
    dispatch.signalIfDrained();
    return null;
  }

  /**
   * Waits until the task is back, has ended, or is seen to run. A worker that does not answer has
   * probably begun it.
   */
  private static void awaitAnswer(PoolTask task, PoolWorker worker) {
    long deadline = System.nanoTime() + ANSWER_NANOS;
    while (!task.ended && worker.runningTask() != task.id() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** No longer wants a task back; returns whether it came back before that. */
  private boolean unwant(PoolTask task) {
    synchronized (assignments) {
      task.wanted &= task.ended;
      return task.wanted;
    }
  }

  /** Ends the tasks that have run as long as they may. */
  public void expire() {
    List<PoolTask> expired;
    synchronized (assignments) {
      expired = assignments.expire(System.nanoTime());
    }
    for (PoolTask task : expired) {
      task.listener.ended(task, timedOut(task));
      Lane lane = dispatch.laneOf(task);
      if (lane != null) {
        signals.toStop(lane, List.of(task));
      }
    }
    awaitNext();
    dispatch.signalIfDrained();
  }

  private void awaitNext() {
    long next;
    synchronized (assignments) {
      next = assignments.nextDeadline();
    }
    if (next != Lane.NO_DEADLINE) {
      signals.deadline(next);
    }
  }

  private static Outcome<Object> timedOut(PoolTask task) {
    String limit = Deadline.text(Duration.ofNanos(task.terms.timeoutNanos()));
    String message = task + " ran longer than its timeout of " + limit + " and was stopped";
    return Outcome.failedWith(() -> new TaskTimeoutException(message));
  }

  /**
   * Ends all tasks, and tells their listeners. What still runs is left to the end of the workers.
   *
   * @return those that had not begun for certain, in their order
   */
  public List<PoolTask> endAll(Outcome<Object> ending) {
    List<PoolTask> waiting;
    List<PoolTask> all;
    synchronized (assignments) {
      waiting = assignments.waiting();
      all = assignments.endAll();
    }
    all.forEach(task -> task.listener.ended(task, ending));
    dispatch.signalIfDrained();
    return waiting;
  }
}
