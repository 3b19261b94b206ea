package io.troupe.internal.pool.dispatch;

import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.result.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pairs tasks and workers. A task goes to a worker on its caller's thread where one is idle, else
 * it waits in line until a worker has room; workers are told on their own threads. No code of the
 * program runs under the lock, and nothing is sent. Thread-safe.
 */
public final class Dispatch {

  private final Signals signals;

  /** Guarded by its own monitor, which is the lock. */
  private final Assignments assignments = new Assignments();

  private final Recall recall;

  /** Whether each task that comes is to be told of. */
  private volatile boolean saysNeed;

  /** Why no tasks are taken. Written under the lock. */
  private volatile @Nullable Supplier<? extends RuntimeException> refusal;

  public Dispatch(Signals signals) {
    this.signals = signals;
    recall = new Recall(this, assignments, signals);
  }

  /** Returns what takes tasks back. */
  public Recall recall() {
    return recall;
  }

  /**
   * Takes a task.
   *
   * @throws RuntimeException what {@link #refuse} was given, if it was called
   */
  public void submit(PoolTask task) {
    Lane lane = place(task);
    if (lane != null) {
      signalAssigned(lane);
      lane.pump();
    }
  }

  /** As {@link #submit}, on a thread that must not block. */
  public void submitLater(PoolTask task) {
    Lane lane = place(task);
    if (lane != null) {
      toSend(List.of(lane));
    }
  }

  private @Nullable Lane place(PoolTask task) {
    long now = System.nanoTime();
    Lane lane;
    synchronized (assignments) {
      lane = refuses() ? refused(task) : assignments.place(task, now);
    }
    if (saysNeed) {
      signals.needed();
    }
    return lane;
  }

  /** Has a signal given when a task comes, or no more. */
  public void sayNeed(boolean say) {
    saysNeed = say;
  }

  /** Returns whether there are more tasks that have not ended than so many workers. */
  public boolean hasMoreThan(int workers) {
    synchronized (assignments) {
      return assignments.pending() > workers;
    }
  }

  /** Returns whether a worker has nothing to do. */
  public boolean isIdle(Lane lane) {
    synchronized (assignments) {
      return lane.idle;
    }
  }

  private @Nullable Lane refused(PoolTask task) {
    task.end(false);
    checkOpen();
    return null;
  }

  private void signalAssigned(Lane lane) {
    if (lane.deadline != Lane.NO_DEADLINE) {
      signals.deadline(lane.deadline);
    }
    if (lane.isSpent()) {
      signals.laneSpent(lane);
    }
  }

  /** Gives a ready worker its first tasks. */
  public void open(Lane lane) {
    synchronized (assignments) {
      assignments.open(lane, System.nanoTime());
    }
    toSend(List.of(lane));
  }

  /** Has tasks sent that were assigned on a thread that must not block. */
  void toSend(List<Lane> changed) {
    if (!changed.isEmpty()) {
      changed.forEach(this::signalAssigned);
      signals.toSend(changed);
    }
  }

  List<PoolTask> takeUnsent(Lane lane) {
    synchronized (assignments) {
      return lane.takeUnsent();
    }
  }

  /** Takes what a worker says. On the worker's own thread, which also sends it more. */
  public void outcomes(Lane lane, List<TaskReport> outcomes) {
    boolean suspect = outcomes.stream().anyMatch(TaskReport::suspect);
    PoolTask[] told = new PoolTask[outcomes.size()];
    List<Lane> fed;
    boolean uneven;
    boolean send;
    synchronized (assignments) {
      fed = settle(lane, outcomes, suspect, told);
      uneven = lane.idle && assignments.isUneven();
      send = lane.hasUnsent();
    }
    if (send) {
      lane.pump();
    }
    tell(told, outcomes);
    toSend(fed);
    signalAfter(lane, suspect, uneven);
  }

  /** Returns the other lanes that got tasks which this one gave back. */
  private List<Lane> settle(
      Lane lane, List<TaskReport> outcomes, boolean suspect, PoolTask[] told) {
    long now = System.nanoTime();
    List<PoolTask> back = new ArrayList<>(0);
    for (int i = 0; i < told.length; i++) {
      told[i] = assignments.settle(lane, outcomes.get(i), now, back);
    }
    lane.open &= !suspect;
    assignments.refill(lane, now);
    return back.isEmpty() ? List.of() : assignments.requeue(back, now);
  }

  private static void tell(PoolTask[] told, List<TaskReport> outcomes) {
    for (int i = 0; i < told.length; i++) {
      PoolTask task = told[i];
      Outcome<?> ending = outcomes.get(i).ending();
      if (task != null && ending != null) {
        task.listener.ended(task, ending);
      }
    }
  }

  private void signalAfter(Lane lane, boolean suspect, boolean uneven) {
    signalAssigned(lane);
    if (suspect) {
      signals.laneSpent(lane);
      withdrawAhead(lane);
    }
    if (uneven) {
      signals.uneven();
    }
    if (!lane.open && lane.isEmpty()) {
      signals.laneDrained(lane);
    }
    signalIfDrained();
  }

  /** Signals that the last task has ended, where that is so. */
  public void signalIfDrained() {
    if (isOver()) {
      signals.drained();
    }
  }

  /** Returns whether the last task has ended, and no more are taken. */
  public boolean isOver() {
    if (refusal == null) {
      return false;
    }
    synchronized (assignments) {
      return assignments.isDrained();
    }
  }

  /**
   * Takes tasks from behind those that run long, for workers that have nothing to do.
   *
   * @param silence for how long, in nanoseconds, a worker must not have been heard of
   * @return whether it is worth looking again
   */
  public boolean rebalance(long silence) {
    List<Lane> slow;
    boolean uneven;
    synchronized (assignments) {
      uneven = assignments.isUneven();
      slow = uneven ? assignments.slowSince(System.nanoTime() - silence) : List.of();
    }
    slow.forEach(this::withdrawAhead);
    return uneven;
  }

  /** Asks a worker for the tasks that it has not begun. */
  public void withdrawAhead(Lane lane) {
    List<PoolTask> ahead;
    synchronized (assignments) {
      ahead = lane.ahead();
    }
    if (!ahead.isEmpty()) {
      lane.worker().withdraw(ahead);
    }
  }

  /** Gives a worker no more tasks; it is drained once it has none. */
  public void close(Lane lane) {
    boolean empty;
    synchronized (assignments) {
      assignments.close(lane);
      empty = lane.isEmpty();
    }
    if (empty) {
      signals.laneDrained(lane);
    }
  }

  /**
   * Forgets a worker that is gone. What it had not begun goes to others; what it ran, and what it
   * finished without being able to say so, is lost.
   *
   * @param running the task that it ran at its end, 0 for none
   * @return the tasks whose listeners must be told that they were lost
   */
  public List<PoolTask> lose(Lane lane, long running) {
    List<PoolTask> lost = new ArrayList<>();
    List<PoolTask> back = new ArrayList<>();
    List<Lane> fed;
    synchronized (assignments) {
      assignments.lose(lane, running, lost, back);
      fed = assignments.requeue(back, System.nanoTime());
    }
    toSend(fed);
    return lost;
  }

  /** The pool is about to kill a worker: another task that it runs by then runs again elsewhere. */
  public void killing(Lane lane) {
    synchronized (assignments) {
      lane.killed = true;
    }
  }

  /** Returns the lane that has the task, or null. */
  @Nullable
  Lane laneOf(PoolTask task) {
    synchronized (assignments) {
      return task.lane;
    }
  }

  /** Returns the worker that has this task and no other: its next word is of that; else null. */
  @Nullable
  public PoolWorker workerThatHasOnly(PoolTask task) {
    synchronized (assignments) {
      Lane lane = task.lane;
      return lane != null && lane.size() == 1 ? lane.worker() : null;
    }
  }

  /** Returns whether the lane still has one of the tasks. */
  public boolean hasAny(Lane lane, List<PoolTask> tasks) {
    synchronized (assignments) {
      return tasks.stream().anyMatch(task -> task.lane == lane);
    }
  }

  /** Returns the task that the worker of a lane runs, as far as is known. */
  @Nullable
  public PoolTask firstOf(Lane lane) {
    synchronized (assignments) {
      return lane.first();
    }
  }

  /** Takes no more tasks; the first reason stays. */
  public void refuse(Supplier<? extends RuntimeException> reason) {
    synchronized (assignments) {
      if (refusal == null) {
        refusal = reason;
      }
    }
    signalIfDrained();
  }

  public boolean refuses() {
    return refusal != null;
  }

  /** Throws the reason, where no tasks are taken. */
  public void checkOpen() {
    Supplier<? extends RuntimeException> reason = refusal;
    if (reason != null) {
      throw reason.get();
    }
  }

  /** Returns how many tasks keep all workers busy for a while. */
  public int appetite() {
    synchronized (assignments) {
      return assignments.appetite();
    }
  }

  /** Describes a worker. */
  public WorkerInfo info(Lane lane, String name, long pid, long residentBytes) {
    synchronized (assignments) {
      Optional<String> runs = Optional.ofNullable(lane.first()).map(PoolTask::toString);
      return new WorkerInfo(pid, name, runs, lane.tasksDone, residentBytes);
    }
  }

  public Progress progress() {
    synchronized (assignments) {
      return assignments.progress();
    }
  }
}
