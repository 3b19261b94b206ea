package io.troupe.internal.pool.crew;

import io.troupe.Progress;
import io.troupe.WorkerInfo;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.worker.PoolSettings;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SerialThread;
import io.troupe.internal.wait.SpinWait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Where the façade of a pool and its results send tasks: a pool of this runtime, or one that lives
 * elsewhere. Tells the listener of each task once how it ended, unless it is told before that the
 * listener knows. Thread-safe.
 */
public interface TaskTarget {

  /**
   * What a caller must know of a pool.
   *
   * @param timeoutNanos how long a task without a limit of its own may run; 0 for ever
   * @param retries how often a lost task without a number of its own runs again
   * @param bufferSize how many items an imap reads ahead; 0 for as many as keep the workers busy
   */
  record Traits(String name, int workers, long timeoutNanos, int retries, int bufferSize) {

    static Traits of(PoolSettings settings) {
      Duration timeout = settings.taskTimeout();
      return new Traits(
          settings.nameInUse(),
          settings.workers(),
          timeout == null ? 0 : Deadline.nanos(timeout),
          settings.retries(),
          settings.bufferSize());
    }

    /** Returns the limit in nanoseconds: that of the call, else that of the pool, else 0. */
    public long timeoutNanos(@Nullable Duration own) {
      return own == null ? timeoutNanos : Deadline.nanos(own);
    }

    public int retries(int own) {
      return own < 0 ? retries : own;
    }
  }

  Traits traits();

  /** Returns how functions and arguments get to the workers. */
  Values values();

  SpinWait spinWait();

  /** Returns the thread of the program's callbacks. */
  SerialThread callbacks();

  ScheduledExecutorService timer();

  /** Returns how many tasks keep all workers busy for a while. */
  int appetite();

  /**
   * Takes a task.
   *
   * @throws RuntimeException as {@link #checkOpen}
   */
  void submit(PoolTask task);

  /**
   * Returns where the end of a task will come from, as far as is known, if a thread can fetch it
   * there; else null.
   */
  @Nullable
  ResultSource sourceOf(PoolTask task);

  /** Ends tasks whose listener knows that they end, and has workers stop running them. */
  void abort(List<PoolTask> tasks);

  /** Ends those of the tasks that have not begun; their listener knows. Does not wait. */
  void takeBack(List<PoolTask> tasks);

  /**
   * Ends a task if it has not begun, and returns whether that was so; may take a round trip to a
   * worker.
   */
  boolean withdraw(PoolTask task);

  Progress progress();

  List<WorkerInfo> workers();

  /** Throws what every method throws that takes work, where this pool takes none. */
  void checkOpen();

  boolean isClosed();

  /** Takes no more work. */
  void shutdown();

  /**
   * Takes no more work, drops what it has, and ends the workers.
   *
   * @return the tasks that had not begun for certain
   */
  List<PoolTask> terminate(PoolEnd how);

  /** Completes when the workers are gone and the callbacks have run. */
  CompletableFuture<Void> end();

  /** Returns whether the calling thread is one that the end of the pool waits for. */
  boolean isOwnThread();
}
