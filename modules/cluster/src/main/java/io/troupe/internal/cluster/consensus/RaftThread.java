package io.troupe.internal.cluster.consensus;

import io.microraft.executor.RaftNodeExecutor;
import io.troupe.internal.log.Log;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what a member of the group has to do, one thing after the other: on the thread that brings
 * something while nothing else is done, which needs no wake-up, but only for a few things that
 * others bring meanwhile; then on a thread of its own. What comes after its end is dropped.
 * Thread-safe.
 */
final class RaftThread implements RaftNodeExecutor {
  private static final Log log = Log.of(RaftThread.class);

  /** So many things are done for others on a thread that brought one. */
  private static final int MOST_FOR_OTHERS = 32;

  private final RaftClock clock = new RaftClock();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Timer> timers = ConcurrentHashMap.newKeySet();

  /** Of the tasks that are not done. What makes it 1 does them, or leaves that to the thread. */
  private final AtomicInteger undone = new AtomicInteger();

  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
      1, RaftThread::daemon, new ThreadPoolExecutor.DiscardPolicy());

  private volatile long heldUntil;
  private volatile boolean ended;

  /** What is to be done later; equal to no other. */
  private static final class Timer {
    private final Runnable task;
    private final long dueMillis;

    Timer(Runnable task, long dueMillis) {
      this.task = task;
      this.dueMillis = dueMillis;
    }
  }

  RaftThread() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "troupe-consensus");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the clock by which its timers go. */
  RaftClock clock() {
    return clock;
  }

  @Override
  public void execute(Runnable task) {
    if (!ended) {
      tasks.add(task);
      if (undone.getAndIncrement() == 0) {
        work();
      }
    }
  }

  @Override
  public void submit(Runnable task) {
    execute(task);
  }

  private void work() {
    int done = 0;
    do {
      guarded(tasks.remove());
      done++;
      if (undone.decrementAndGet() == 0) {
        return;
      }
    } while (done < MOST_FOR_OTHERS);
    thread.execute(this::work);
  }

  @Override
  public void schedule(Runnable task, long delay, TimeUnit unit) {
    Timer timer = new Timer(task, clock.millis() + unit.toMillis(delay));
    timers.add(timer);
    thread.schedule(() -> ring(timer), delay, unit);
  }

  private void ring(Timer timer) {
    long held = heldUntil - clock.millis();
    if (held > 0) {
      thread.schedule(() -> ring(timer), held, TimeUnit.MILLISECONDS);
    } else if (timers.remove(timer)) {
      execute(timer.task);
    }
  }

  /** Does nothing for which it is time, for a while. */
  void holdTimers(long millis) {
    heldUntil = clock.millis() + millis;
  }

  /** Has all done for which it is time by the clock, which may have been put forward. */
  void ringAllDue() {
    long now = clock.millis();
    timers.stream().filter(timer -> timer.dueMillis <= now).toList().forEach(this::ring);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // what comes next must not wait for ever
      log.error("A task of the consensus failed", e);
    }
  }

  void end() {
    ended = true;
    thread.shutdown();
  }
}
