package io.troupe.internal.pool.dispatch;

import io.troupe.Progress;
import io.troupe.spi.SiteProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which worker has which tasks, which tasks wait, and how many there were. Decides which worker
 * gets which task; tells none. Not thread-safe: guarded by its own monitor, which is the lock of
 * {@link Dispatch}. While a worker is idle, no task waits.
 */
final class Assignments {
  private final ArrayDeque<PoolTask> line = new ArrayDeque<>();
  private final ArrayDeque<Lane> idle = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private long pending;
  private long total;
  private long done;
  private long failed;

  /** Takes a new task, and returns the idle lane that got it, or null where it waits. */
  @Nullable
  Lane place(PoolTask task, long now) {
    pending++;
    total += task.items;
    Lane lane = firstInLine() == null ? pollIdle() : null;
    if (lane == null) {
      line.addLast(task);
    } else {
      lane.assign(task, now);
    }
    return lane;
  }

  private @Nullable Lane pollIdle() {
    // The last that became idle: it may still be awake.
    Lane lane = idle.pollLast();
    if (lane != null) {
      lane.idle = false;
    }
    return lane;
  }

  private @Nullable PoolTask firstInLine() {
    PoolTask task = line.peekFirst();
    while (task != null && task.ended) {
      line.removeFirst();
      task = line.peekFirst();
    }
    return task;
  }

  void open(Lane lane, long now) {
    lane.open = true;
    lanes.add(lane);
    refill(lane, now);
  }

  /** Gives a lane its share of what waits; a lane that stays empty becomes idle. */
  void refill(Lane lane, long now) {
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

  /** Puts tasks back to the front of the line, and returns the idle lanes that got some of them. */
  List<Lane> requeue(List<PoolTask> back, long now) {
    for (int i = back.size() - 1; i >= 0; i--) {
      line.addFirst(back.get(i));
    }
    List<Lane> fed = new ArrayList<>(0);
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

  /**
   * Takes note of what a worker said about a task.
   *
   * @param back takes the task if it is to be given to another
   * @return the task, where its listener is to be told
   */
  @Nullable
  PoolTask settle(Lane lane, TaskReport outcome, long now, List<PoolTask> back) {
    PoolTask task = lane.remove(outcome.task(), now);
    if (task == null) {
      return null;
    }
    if (outcome.kind() == TaskReport.Kind.WITHDRAWN) {
      endOrKeep(task, back);
      return null;
    }
    lane.learn(outcome.runNanos());
    return end(task, outcome.kind() == TaskReport.Kind.RETURNED) ? task : null;
  }

  /** A task came back that had not begun: it was wanted back, or another worker runs it. */
  private void endOrKeep(PoolTask task, List<PoolTask> back) {
    if (task.wanted) {
      end(task, false);
    } else if (!task.ended) {
      back.add(task);
    }
  }

  /** Ends a task, and returns whether this call did. */
  boolean end(PoolTask task, boolean returned) {
    if (task.ended) {
      return false;
    }
    task.end(returned);
    pending--;
    if (returned) {
      done += task.items;
    } else {
      failed += task.items;
    }
    return true;
  }

  /**
   * Takes a task back that is not on its way yet, gives its lane another, and returns whether that
   * was so.
   */
  boolean takeBack(Lane lane, PoolTask task) {
    boolean taken = lane.takeBack(task);
    if (taken) {
      refill(lane, System.nanoTime());
    }
    return taken;
  }

  /** Gives a lane no more tasks. */
  void close(Lane lane) {
    lane.open = false;
    lane.idle = false;
    idle.remove(lane);
  }

  /**
   * Forgets a lane whose worker is gone.
   *
   * @param running the task that the worker ran at its end, 0 for none, {@link SiteProcess#UNKNOWN}
   *     if it may have run any; if it was the pool that ended the worker, that task
   *     has not finished, and runs again
   * @param lost takes the tasks that it had begun, and that may not run again
   * @param back takes those that others are to run
   */
  void lose(Lane lane, long running, List<PoolTask> lost, List<PoolTask> back) {
    close(lane);
    lanes.remove(lane);
    List<PoolTask> tasks = lane.clear();
    int begun = begunOf(tasks, running);
    for (int i = 0; i < tasks.size(); i++) {
      if (i >= begun || (lane.killed && tasks.get(i).id() == running)) {
        endOrKeep(tasks.get(i), back);
      } else {
        loseOrRetry(tasks.get(i), lost, back);
      }
    }
  }

  /** All that stood before the one that ran has ended, without its worker being able to say so. */
  private static int begunOf(List<PoolTask> tasks, long running) {
    if (running == SiteProcess.UNKNOWN) {
      return tasks.size();
    }
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).id() == running) {
        return i + 1;
      }
    }
    return 0;
  }

  private void loseOrRetry(PoolTask task, List<PoolTask> lost, List<PoolTask> back) {
    if (task.ended) {
      return;
    }
    task.losses++;
    if (task.losses <= task.terms.retries()) {
      back.add(task);
    } else {
      end(task, false);
      lost.add(task);
    }
  }

  /** Ends the tasks that have run as long as they may. */
  List<PoolTask> expire(long now) {
    List<PoolTask> expired = new ArrayList<>(0);
    for (Lane lane : lanes) {
      PoolTask first = lane.expired(now);
      if (first != null && end(first, false)) {
        expired.add(first);
      }
    }
    return expired;
  }

  long nextDeadline() {
    return lanes.stream().mapToLong(lane -> lane.deadline).min().orElse(Lane.NO_DEADLINE);
  }

  /** Returns the tasks that no worker was ever given, or gave back before it began them. */
  List<PoolTask> waiting() {
    return line.stream().filter(task -> !task.ended && task.losses == 0).toList();
  }

  /** Ends all tasks. */
  List<PoolTask> endAll() {
    List<PoolTask> all = new ArrayList<>(line);
    line.clear();
    lanes.forEach(lane -> all.addAll(lane.all()));
    all.removeIf(task -> !end(task, false));
    return all;
  }

  /** Returns whether a worker has nothing to do while another has tasks that wait. */
  boolean isUneven() {
    if (idle.isEmpty()) {
      return false;
    }
    for (Lane lane : lanes) {
      if (lane.size() > 1) {
        return true;
      }
    }
    return false;
  }

  /** Returns the lanes with tasks that wait whose workers have not been heard of since. */
  List<Lane> slowSince(long time) {
    return lanes.stream()
        .filter(lane -> lane.size() > 1 && lane.heard - time < 0)
        .toList();
  }

  /** Returns how many tasks have not ended. */
  long pending() {
    return pending;
  }

  boolean isDrained() {
    return pending == 0;
  }

  int appetite() {
    int tasks = 0;
    for (Lane lane : lanes) {
      tasks += lane.window();
    }
    return tasks;
  }

  Progress progress() {
    long running = 0;
    for (Lane lane : lanes) {
      PoolTask first = lane.first();
      running += first == null || first.ended ? 0 : first.items;
    }
    return new Progress(total, done, failed, running);
  }
}
