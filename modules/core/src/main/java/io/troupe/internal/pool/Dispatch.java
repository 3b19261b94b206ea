package io.troupe.internal.pool;

import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.result.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pairs tasks and workers. A task goes to a worker on its caller's thread where one is idle, else it waits in line until
 * a worker has room; workers are told on their own threads. Nobody's code runs under the lock, and nothing is sent.
 * Thread-safe.
 */
final class Dispatch {

  /** What the pool's actor must know. Called without the lock; must not block. */
  interface Signals {
    /** The last task of a dispatch that takes no more has ended. */
    void drained();

    /** A lane that is closed has no task any more. */
    void laneDrained(Lane lane);

    /** A lane got the last task that it may have, or its memory is suspect: it wants a successor. */
    void laneSpent(Lane lane);

    /** A task may run until then, in the time of {@link System#nanoTime}. */
    void deadline(long nanos);

    /** A worker has nothing to do while another has tasks that wait. */
    void uneven();

    /** Lanes have tasks to be sent, by a thread that may block. */
    void toSend(List<Lane> lanes);
  }

  private final Object lock = new Object();
  private final Signals signals;

  // All guarded by the lock.
  private final ArrayDeque<PoolTask> line = new ArrayDeque<>();
  private final ArrayDeque<Lane> idle = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private @Nullable Supplier<? extends RuntimeException> refusal;
  private volatile boolean refusing;
  private long pending;
  private long total;
  private long done;
  private long failed;

  Dispatch(Signals signals) {
    this.signals = signals;
  }

  /**
   * Takes a task.
   *
   * @throws RuntimeException what {@link #refuse} was given, if it was called
   */
  void submit(PoolTask task) {
    Lane lane;
    long now = System.nanoTime();
    synchronized (lock) {
      if (refusal != null) {
        throw refusal.get();
      }
      pending++;
      total += task.items;
      lane = line.isEmpty() ? pollIdle() : null;
      if (lane == null) {
        line.addLast(task);
        return;
      }
      lane.assign(task, now);
    }
    assigned(lane);
    lane.pump();
  }

  private @Nullable Lane pollIdle() {
    // The last that became idle: it may still be awake.
    Lane lane = idle.pollLast();
    if (lane != null) {
      lane.idle = false;
    }
    return lane;
  }

  private void assigned(Lane lane) {
    if (lane.deadline != Lane.NO_DEADLINE) {
      signals.deadline(lane.deadline);
    }
    if (lane.isSpent()) {
      signals.laneSpent(lane);
    }
  }

  /** Gives a ready worker its first tasks. */
  void open(Lane lane) {
    synchronized (lock) {
      lane.open = true;
      lanes.add(lane);
      refill(lane, System.nanoTime());
    }
    toSend(List.of(lane));
  }

  private void toSend(List<Lane> changed) {
    if (!changed.isEmpty()) {
      changed.forEach(this::assigned);
      signals.toSend(changed);
    }
  }

  List<PoolTask> takeUnsent(Lane lane) {
    synchronized (lock) {
      return lane.takeUnsent();
    }
  }

  /** Takes what a worker says. On the worker's own thread, which also sends it more. */
  void outcomes(Lane lane, List<TaskOutcome> outcomes) {
    PoolTask[] told = new PoolTask[outcomes.size()];
    List<Lane> fed = List.of();
    boolean suspect = false;
    boolean uneven;
    boolean send;
    long now = System.nanoTime();
    synchronized (lock) {
      List<PoolTask> back = new ArrayList<>(0);
      for (int i = 0; i < told.length; i++) {
        TaskOutcome outcome = outcomes.get(i);
        suspect |= outcome.kind() == TaskOutcome.Kind.OUT_OF_MEMORY;
        told[i] = settle(lane, outcome, now, back);
      }
      lane.open &= !suspect;
      refill(lane, now);
      if (!back.isEmpty()) {
        fed = requeue(back, now);
      }
      uneven = lane.idle && anyAhead();
      send = lane.hasUnsent();
    }
    if (send) {
      lane.pump();
    }
    tell(told, outcomes);
    toSend(fed);
    after(lane, suspect, uneven);
  }

  /** Returns the task, where its job is to be told. */
  private @Nullable PoolTask settle(Lane lane, TaskOutcome outcome, long now, List<PoolTask> back) {
    PoolTask task = lane.remove(outcome.task(), now);
    if (task == null) {
      return null;
    }
    if (outcome.kind() == TaskOutcome.Kind.WITHDRAWN) {
      withdrawn(task, back);
      return null;
    }
    lane.learn(outcome.runNanos());
    if (task.ended) {
      return null;
    }
    end(task, outcome.kind() == TaskOutcome.Kind.RETURNED);
    return task;
  }

  private void withdrawn(PoolTask task, List<PoolTask> back) {
    if (task.ended) {
      return;
    }
    if (task.wanted) {
      end(task, false);
    } else {
      back.add(task);
    }
  }

  private void end(PoolTask task, boolean returned) {
    task.end(returned);
    pending--;
    if (returned) {
      done += task.items;
    } else {
      failed += task.items;
    }
  }

  private static void tell(PoolTask[] told, List<TaskOutcome> outcomes) {
    for (int i = 0; i < told.length; i++) {
      PoolTask task = told[i];
      Ending<?> ending = outcomes.get(i).ending();
      if (task != null && ending != null) {
        task.job.ended(task, ending);
      }
    }
  }

  private void after(Lane lane, boolean suspect, boolean uneven) {
    assigned(lane);
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
    tellIfDrained();
  }

  /** Signals that the last task has ended, where that is so. */
  void tellIfDrained() {
    if (refusing && nothingPending()) {
      signals.drained();
    }
  }

  private boolean nothingPending() {
    synchronized (lock) {
      return pending == 0;
    }
  }

  /** Gives a lane its share of what waits; a lane that stays empty becomes idle. */
  private void refill(Lane lane, long now) {
    if (!lane.open || lane.idle) {
      return;
    }
    int share = Math.max(1, (line.size() + lanes.size() - 1) / lanes.size());
    int room = Math.min(lane.room(), share);
    while (room > 0 && takeNext(lane, now)) {
      room--;
    }
    if (lane.isEmpty() && !lane.isSpent()) {
      lane.idle = true;
      idle.addLast(lane);
    }
  }

  private boolean takeNext(Lane lane, long now) {
    PoolTask task = firstInLine();
    if (task == null || !lane.takes(task)) {
      return false;
    }
    line.removeFirst();
    lane.assign(task, now);
    return true;
  }

  private @Nullable PoolTask firstInLine() {
    PoolTask task = line.peekFirst();
    while (task != null && task.ended) {
      line.removeFirst();
      task = line.peekFirst();
    }
    return task;
  }

  /** Puts tasks back to the front of the line, and feeds idle workers from it. */
  private List<Lane> requeue(List<PoolTask> back, long now) {
    for (int i = back.size() - 1; i >= 0; i--) {
      line.addFirst(back.get(i));
    }
    List<Lane> fed = new ArrayList<>();
    while (firstInLine() != null) {
      Lane lane = pollIdle();
      if (lane == null) {
        break;
      }
      refill(lane, now);
      fed.add(lane);
    }
    return fed;
  }

  private boolean anyAhead() {
    return lanes.stream().anyMatch(lane -> lane.size() > 1);
  }

  /**
   * Takes tasks from behind those that run long, for workers that have nothing to do.
   *
   * @param silence for how long, in nanoseconds, a worker must not have been heard of
   * @return whether it is worth looking again
   */
  boolean rebalance(long silence) {
    List<Lane> slow = new ArrayList<>();
    boolean uneven;
    long now = System.nanoTime();
    synchronized (lock) {
      uneven = !idle.isEmpty() && anyAhead();
      if (uneven) {
        lanes.stream()
            .filter(lane -> lane.size() > 1 && now - lane.heard > silence)
            .forEach(slow::add);
      }
    }
    slow.forEach(this::withdrawAhead);
    return uneven;
  }

  /** Asks a worker for the tasks that it has not begun. */
  void withdrawAhead(Lane lane) {
    List<PoolTask> ahead;
    synchronized (lock) {
      ahead = lane.ahead();
    }
    if (!ahead.isEmpty()) {
      lane.worker().withdraw(ahead);
    }
  }

  /** Gives a worker no more tasks; it is drained once it has none. */
  void close(Lane lane) {
    boolean empty;
    synchronized (lock) {
      shut(lane);
      empty = lane.isEmpty();
    }
    if (empty) {
      signals.laneDrained(lane);
    }
  }

  private void shut(Lane lane) {
    lane.open = false;
    lane.idle = false;
    idle.remove(lane);
  }

  /**
   * Forgets a worker that is gone. What it had not begun goes to others; what it ran, and what it finished without being
   * able to say so, is lost.
   *
   * @param running the task that it ran at its end, 0 for none
   * @return the tasks whose jobs must be told that they were lost
   */
  List<PoolTask> lose(Lane lane, long running) {
    List<PoolTask> lost = new ArrayList<>();
    List<Lane> fed;
    synchronized (lock) {
      shut(lane);
      lanes.remove(lane);
      List<PoolTask> tasks = lane.clear();
      int begun = begunOf(tasks, running);
      List<PoolTask> back = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        sortOut(tasks.get(i), i < begun, back, lost);
      }
      fed = requeue(back, System.nanoTime());
    }
    toSend(fed);
    return lost;
  }

  private static int begunOf(List<PoolTask> tasks, long running) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).id() == running) {
        return i + 1;
      }
    }
    return 0;
  }

  private void sortOut(PoolTask task, boolean begun, List<PoolTask> back, List<PoolTask> lost) {
    if (task.ended) {
      return;
    }
    if (begun && ++task.losses > task.terms.retries()) {
      end(task, false);
      lost.add(task);
    } else if (task.wanted && !begun) {
      end(task, false);
    } else {
      back.add(task);
    }
  }

  /**
   * Ends a task from outside, whatever it does; its job knows.
   *
   * @return the lane that still has it and must be stopped from running it, else null
   */
  @Nullable
  Lane abort(PoolTask task) {
    Lane lane;
    boolean takenBack;
    synchronized (lock) {
      if (task.ended) {
        return null;
      }
      end(task, false);
      lane = task.lane;
      takenBack = lane != null && takeBack(lane, task);
    }
    refilled(takenBack ? lane : null);
    return takenBack ? null : lane;
  }

  private boolean takeBack(Lane lane, PoolTask task) {
    boolean taken = lane.takeBack(task);
    if (taken) {
      refill(lane, System.nanoTime());
    }
    return taken;
  }

  private void refilled(@Nullable Lane lane) {
    if (lane != null) {
      toSend(List.of(lane));
    }
    tellIfDrained();
  }

  /** What became of an attempt to take a task back. */
  enum Withdrawal {
    /** It is back, and ended. */
    TAKEN,
    /** It has ended, or runs. */
    TOO_LATE,
    /** Its worker was asked. */
    ASKED
  }

  /** Takes a task back where it has not begun, or has its worker asked for it. */
  Withdrawal withdraw(PoolTask task) {
    Lane lane;
    synchronized (lock) {
      if (task.ended) {
        return Withdrawal.TOO_LATE;
      }
      lane = task.lane;
      if (lane != null && !takeBack(lane, task)) {
        task.wanted = true;
        return Withdrawal.ASKED;
      }
      end(task, false);
    }
    refilled(lane);
    return Withdrawal.TAKEN;
  }

  /** Returns the lane that has the task, or null. */
  @Nullable
  Lane laneOf(PoolTask task) {
    synchronized (lock) {
      return task.lane;
    }
  }

  /** No longer wants a task back; returns whether it came back before that. */
  boolean unwant(PoolTask task) {
    synchronized (lock) {
      task.wanted &= task.ended;
      return task.wanted;
    }
  }

  /** Returns whether the lane still has one of the tasks. */
  boolean hasAny(Lane lane, List<PoolTask> tasks) {
    synchronized (lock) {
      return tasks.stream().anyMatch(task -> task.lane == lane);
    }
  }

  /** Returns the task that the worker of a lane runs, as far as is known. */
  @Nullable
  PoolTask firstOf(Lane lane) {
    synchronized (lock) {
      return lane.first();
    }
  }

  /** Ends the tasks that run longer than they may, and returns them with their lanes still set. */
  List<PoolTask> expire() {
    List<PoolTask> expired = new ArrayList<>();
    long now = System.nanoTime();
    synchronized (lock) {
      for (Lane lane : lanes) {
        PoolTask first = lane.first();
        if (first != null && lane.deadline - now <= 0 && lane.deadline != Lane.NO_DEADLINE) {
          lane.deadline = Lane.NO_DEADLINE;
          if (!first.ended) {
            end(first, false);
            expired.add(first);
          }
        }
      }
    }
    return expired;
  }

  /** Returns the next time at which a task has run as long as it may, {@link Lane#NO_DEADLINE} for none. */
  long nextDeadline() {
    synchronized (lock) {
      return lanes.stream().mapToLong(lane -> lane.deadline).min().orElse(Lane.NO_DEADLINE);
    }
  }

  /** Takes no more tasks; the first reason stays. */
  void refuse(Supplier<? extends RuntimeException> reason) {
    synchronized (lock) {
      if (refusal == null) {
        refusal = reason;
        refusing = true;
      }
    }
    tellIfDrained();
  }

  /** Throws the reason, where no tasks are taken. */
  void checkOpen() {
    synchronized (lock) {
      if (refusal != null) {
        throw refusal.get();
      }
    }
  }

  boolean refuses() {
    return refusing;
  }

  /** Ends all tasks, and returns them for their jobs to be told. */
  List<PoolTask> abortAll() {
    List<PoolTask> all = new ArrayList<>();
    synchronized (lock) {
      all.addAll(line);
      line.clear();
      lanes.forEach(lane -> all.addAll(lane.all()));
      all.removeIf(task -> task.ended);
      all.forEach(task -> end(task, false));
    }
    tellIfDrained();
    return all;
  }

  /** Returns how many tasks keep all workers busy for a while. */
  int appetite() {
    synchronized (lock) {
      int tasks = 0;
      for (Lane lane : lanes) {
        tasks += lane.window();
      }
      return tasks;
    }
  }

  /** Describes a worker's tasks. */
  WorkerInfo info(Lane lane, String name, long pid, long residentBytes) {
    synchronized (lock) {
      Optional<String> runs = Optional.ofNullable(lane.first()).map(PoolTask::toString);
      return new WorkerInfo(pid, name, runs, lane.tasksDone, residentBytes);
    }
  }

  Progress progress() {
    synchronized (lock) {
      long running = 0;
      for (Lane lane : lanes) {
        PoolTask first = lane.first();
        running += first == null || first.ended ? 0 : first.items;
      }
      return new Progress(total, done, failed, running);
    }
  }
}
