package io.troupe;

import io.troupe.internal.result.Arrivals;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Waits for several results at once: {@code wait} and {@code as_completed} of Python's
 * {@code concurrent.futures}. Takes {@link AsyncResult}s and any other future that is a
 * {@link CompletionStage}. Thread-safe.
 */
public final class Futures {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private Futures() {}

  /** When {@link #wait(Collection, Duration, ReturnWhen)} has waited enough. */
  public enum ReturnWhen {
    /** Once one future has ended, in any way. */
    FIRST_COMPLETED,
    /** Once one has failed, or all have ended; a cancelled one has not failed. */
    FIRST_EXCEPTION,
    /** Once all have ended. */
    ALL_COMPLETED
  }

  /**
   * The futures that were waited for, divided by whether they have ended.
   *
   * @param done those that had ended
   * @param pending those that had not
   */
  public record Waited<F>(Set<F> done, Set<F> pending) {}

  /** Waits until all futures have ended. */
  public static <F extends Future<?>> Waited<F> wait(Collection<F> futures)
      throws InterruptedException {
    return wait(futures, FOREVER, ReturnWhen.ALL_COMPLETED);
  }

  /**
   * Waits, at most so long, until enough futures have ended. A timeout is no error: what it left is
   * pending.
   *
   * @param timeout zero or negative to not wait
   * @throws IllegalArgumentException if a future is no {@link CompletionStage}
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  @SuppressWarnings("CollectionUndefinedEquality") // futures are meant to be told apart by identity
  public static <F extends Future<?>> Waited<F> wait(
      Collection<F> futures, Duration timeout, ReturnWhen returnWhen) throws InterruptedException {
    Arrivals<F> arrivals = Arrivals.of(futures, timeout);
    Set<F> pending = new LinkedHashSet<>(futures);
    Set<F> done = new LinkedHashSet<>();
    boolean enough = false;
    while (!pending.isEmpty()) {
      F arrived = enough ? arrivals.pollNow() : arrivals.poll();
      if (arrived == null) {
        break;
      }
      pending.remove(arrived);
      done.add(arrived);
      enough |= isEnough(arrived, returnWhen);
    }
    return new Waited<>(done, pending);
  }

  private static boolean isEnough(Future<?> arrived, ReturnWhen returnWhen) {
    return switch (returnWhen) {
      case FIRST_COMPLETED -> true;
      case FIRST_EXCEPTION -> Arrivals.failed(arrived);
      case ALL_COMPLETED -> false;
    };
  }

  /** Returns futures as they end, each once: see {@link #asCompleted(Collection, Duration)}. */
  public static <F extends Future<?>> Iterable<F> asCompleted(Collection<F> futures) {
    return asCompleted(futures, FOREVER);
  }

  /**
   * Returns futures as they end, each once, those first that had ended before. To be iterated once.
   * Where time is up, {@code next} throws {@link TimeoutException}, although it cannot declare it;
   * where nothing is left, {@link NoSuchElementException}; where the thread is interrupted,
   * {@link TroupeException}, and the interrupt is kept.
   *
   * @param timeout how long all may take, counted from this call
   * @throws IllegalArgumentException if a future is no {@link CompletionStage}
   */
  public static <F extends Future<?>> Iterable<F> asCompleted(
      Collection<F> futures, Duration timeout) {
    return Arrivals.of(futures, timeout);
  }
}
