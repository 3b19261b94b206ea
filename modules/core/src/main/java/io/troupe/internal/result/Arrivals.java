package io.troupe.internal.result;

import io.troupe.TroupeException;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Futures in the order in which they end. For one thread; keeps no future that it has handed out.
 *
 * @param <F> type of the futures
 */
@SuppressWarnings("IterableAndIterator") // to be gone through once, as in Python
public final class Arrivals<F extends Future<?>> implements Iterable<F>, Iterator<F> {
  private final LinkedBlockingQueue<F> ended = new LinkedBlockingQueue<>();
  private final int total;
  private final Deadline deadline;
  private int left;

  private Arrivals(int total, Duration timeout) {
    this.total = total;
    left = total;
    deadline = Deadline.after(timeout);
  }

  public static <F extends Future<?>> Arrivals<F> of(Collection<F> futures, Duration timeout) {
    Set<F> distinct = new LinkedHashSet<>(futures);
    Arrivals<F> arrivals = new Arrivals<>(distinct.size(), timeout);
    distinct.forEach(arrivals::expect);
    return arrivals;
  }

  private void expect(F future) {
    if (future instanceof Promise<?> promise) {
      // Not as a stage, whose dependents would have to wait for the pool's callbacks.
      promise.whenOver(() -> ended.add(future));
    } else if (future instanceof CompletionStage<?> stage) {
      stage.whenComplete((value, failure) -> ended.add(future));
    } else {
      throw new IllegalArgumentException(
          "cannot be told when this future ends, for it is no CompletionStage: " + future);
    }
  }

  /** Returns the next, null if time is up before it comes. */
  public @Nullable F poll() throws InterruptedException {
    F next = ended.poll(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
    left -= next == null ? 0 : 1;
    return next;
  }

  /** Returns the next, null if it has not come. */
  public @Nullable F pollNow() {
    F next = ended.poll();
    left -= next == null ? 0 : 1;
    return next;
  }

  /** Returns whether a future that has ended failed; a cancelled one has not. */
  public static boolean failed(Future<?> future) {
    if (future.isCancelled()) {
      return false;
    }
    try {
      future.get(0, TimeUnit.NANOSECONDS);
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("has not ended: " + future, e);
    }
  }

  @Override
  public Iterator<F> iterator() {
    return this;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public F next() {
    if (left == 0) {
      throw new NoSuchElementException("all " + total + " futures were returned");
    }
    try {
      F next = poll();
      if (next == null) {
        throw Thrower.unchecked(
            new TimeoutException(left + " (of " + total + ") futures unfinished"));
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TroupeException("interrupted while waiting for a future", e);
    }
  }
}
