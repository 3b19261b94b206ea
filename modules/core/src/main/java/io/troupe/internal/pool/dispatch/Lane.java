package io.troupe.internal.pool.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one worker has, in the order in which it runs them. Guarded by the lock of
 * {@link Dispatch}, but for {@link #pump}.
 */
public final class Lane {
  /**
   * How much work is sent ahead of the running task: as much as hides the way to the worker and
   * back.
   */
  private static final long AHEAD_NANOS = 2_000_000;

  private static final int MOST_TASKS = 1024;

  /** Besides the first task, so that many large arguments do not pile up at one worker. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final long UNKNOWN = -1;
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final Dispatch dispatch;
  private final AtomicInteger pumping = new AtomicInteger();
  private final ArrayDeque<PoolTask> tasks = new ArrayDeque<>();
  private List<PoolTask> unsent = new ArrayList<>();
  private @Nullable PoolWorker worker;
  private long bytes;
  private long averageNanos = UNKNOWN;
  private long assignable;

  /** Whether it gets tasks. */
  boolean open;

  /** Whether it stands in the list of idle lanes. */
  boolean idle;

  /** Until when the running task may run, in the time of {@link System#nanoTime}. */
  long deadline = NO_DEADLINE;

  /** When the worker last was heard of, or got its first task. */
  long heard;

  /** Whether the pool itself has its worker killed. */
  boolean killed;

  long tasksDone;

  /**
   * @param assignable how many tasks it may get in its life
   */
  public Lane(Dispatch dispatch, long assignable) {
    this.dispatch = dispatch;
    this.assignable = assignable;
  }

  /** Ties it to its worker, before it opens. */
  public void attach(PoolWorker worker) {
    this.worker = worker;
  }

  public PoolWorker worker() {
    return requireNonNull(worker);
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  int size() {
    return tasks.size();
  }

  @Nullable
  PoolTask first() {
    return tasks.peekFirst();
  }

  boolean isSpent() {
    return assignable == 0;
  }

  /** Returns how many tasks it shall have. */
  int window() {
    if (averageNanos == UNKNOWN) {
      return 1;
    }
    return 1 + (int) Math.min(MOST_TASKS - 1, AHEAD_NANOS / Math.max(1, averageNanos));
  }

  /**
   * Returns how many tasks it lacks; 0 while it has enough, so that it gets many at once and not
   * one by one.
   */
  int room() {
    int window = window();
    return tasks.size() > window / 2 ? 0 : (int) Math.min(window - tasks.size(), assignable);
  }

  boolean takes(PoolTask task) {
    return tasks.isEmpty() || bytes + task.bytes <= MOST_BYTES;
  }

  void assign(PoolTask task, long now) {
    assignable--;
    bytes += task.bytes;
    task.lane = this;
    tasks.addLast(task);
    unsent.add(task);
    if (tasks.size() == 1) {
      begin(now);
    }
  }

  /** Takes the task with this id out, or returns null where there is none. */
  @Nullable
  PoolTask remove(long id, long now) {
    heard = now;
    PoolTask first = tasks.peekFirst();
    if (first == null) {
      return null;
    }
    if (first.id() != id) {
      return removeInner(id);
    }
    tasks.removeFirst();
    begin(now);
    return left(first);
  }

  private @Nullable PoolTask removeInner(long id) {
    for (Iterator<PoolTask> all = tasks.iterator(); all.hasNext(); ) {
      PoolTask task = all.next();
      if (task.id() == id) {
        all.remove();
        return left(task);
      }
    }
    return null;
  }

  private PoolTask left(PoolTask task) {
    bytes -= task.bytes;
    task.lane = null;
    return task;
  }

  /** The first task is the one that runs: its clock starts. */
  private void begin(long now) {
    PoolTask first = tasks.peekFirst();
    heard = now;
    deadline = NO_DEADLINE;
    if (first != null) {
      first.attempts = first.losses + 1;
      deadline = first.terms.timeoutNanos() == 0 ? NO_DEADLINE : now + first.terms.timeoutNanos();
    }
  }

  /** Returns the running task where its time is over, once. */
  @Nullable
  PoolTask expired(long now) {
    if (deadline == NO_DEADLINE || deadline - now > 0) {
      return null;
    }
    deadline = NO_DEADLINE;
    return tasks.peekFirst();
  }

  /**
   * Learns from how long a task ran; faster from a long one, for those block the tasks behind them.
   */
  void learn(long nanos) {
    tasksDone++;
    if (averageNanos == UNKNOWN) {
      averageNanos = nanos;
    } else if (nanos > averageNanos) {
      averageNanos += (nanos - averageNanos) / 2;
    } else {
      averageNanos -= (averageNanos - nanos) / 4;
    }
  }

  /** Takes back a task that is not on its way yet, and returns whether that was so. */
  boolean takeBack(PoolTask task) {
    if (!unsent.remove(task)) {
      return false;
    }
    assignable++;
    remove(task.id(), System.nanoTime());
    return true;
  }

  boolean hasUnsent() {
    return !unsent.isEmpty();
  }

  List<PoolTask> all() {
    return List.copyOf(tasks);
  }

  /** Returns the tasks behind the first. */
  List<PoolTask> ahead() {
    List<PoolTask> ahead = new ArrayList<>(tasks);
    if (!ahead.isEmpty()) {
      ahead.remove(0);
    }
    return ahead;
  }

  /** Takes all tasks out, in their order. */
  List<PoolTask> clear() {
    List<PoolTask> all = new ArrayList<>(tasks);
    all.forEach(this::left);
    tasks.clear();
    unsent.clear();
    deadline = NO_DEADLINE;
    return all;
  }

  /** Returns what is to be sent now. */
  List<PoolTask> takeUnsent() {
    if (unsent.isEmpty()) {
      return List.of();
    }
    List<PoolTask> taken = unsent;
    unsent = new ArrayList<>();
    return taken;
  }

  /**
   * Sends what is assigned. Any thread, without the lock; a thread that comes while another sends
   * leaves its tasks to that one, so that tasks travel in their order and many at once. May block
   * while the worker does not read.
   */
  public void pump() {
    if (pumping.getAndIncrement() != 0) {
      return;
    }
    int served = 1;
    while (served != 0) {
      List<PoolTask> batch = dispatch.takeUnsent(this);
      if (!batch.isEmpty()) {
        worker().send(batch);
      }
      served = pumping.addAndGet(-served);
    }
  }
}
