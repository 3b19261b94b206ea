package io.troupe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * The result of a task: a {@link Future}, and a {@link CompletionStage} whose dependents run on the
 * pool's callback thread, or on the caller's where the result is ready already, unless they name an
 * executor. Ends exactly once, even if the worker dies. Thread-safe. Python's {@code AsyncResult}.
 *
 * @param <T> type of the result
 */
public interface AsyncResult<T> extends Future<T>, CompletionStage<T> {

  /**
   * Waits for the result at most so long. The task goes on after a timeout.
   *
   * @param timeout zero or negative to not wait
   * @throws TimeoutException if it was not ready in time
   * @throws ExecutionException if the task failed; its cause is the task's exception
   * @throws CancellationException if it was cancelled or its pool was terminated
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  T get(Duration timeout) throws InterruptedException, ExecutionException, TimeoutException;

  /** Waits until the result is ready. Python's {@code wait()}. */
  void await() throws InterruptedException;

  /** Waits until the result is ready, at most so long, and returns whether it is. */
  boolean await(Duration timeout) throws InterruptedException;

  /** Returns whether the result is ready: the task has ended and its callback has run. */
  boolean ready();

  /**
   * Returns whether the task returned.
   *
   * @throws IllegalStateException if the result is not ready
   */
  boolean successful();

  /**
   * Waits for the end and returns what the task failed with, empty where it returned.
   *
   * @throws CancellationException if it was cancelled or its pool was terminated
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<Throwable> exception() throws InterruptedException;

  /**
   * Cancels the task.
   *
   * @param mayInterruptIfRunning false withdraws what has not begun, which may take the time of a
   *     round trip to a worker, and returns false for a single call that has; true ends what runs,
   *     too: it is interrupted and, where it does not yield within the pool's grace period, killed
   *     with its process
   * @return whether this call cancelled it
   */
  @Override
  boolean cancel(boolean mayInterruptIfRunning);

  /** Returns how far it has come, counted in items of a map; a single call is one item. */
  Progress progress();

  /**
   * Returns how often the task was begun so far, as far as is known: more than 1 where it was lost
   * and ran again.
   */
  int attempts();
}
