package io.troupe.internal.manager;

import io.troupe.AsyncResult;
import io.troupe.ResultIterator;
import io.troupe.TroupeException;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The results of an imap by a pool elsewhere: reads the input a window of chunks ahead. For one thread at a time. */
final class RemoteWindow<R> implements ResultIterator<R> {
  private static final int DEFAULT_CHUNKS = 64;
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final Iterator<?> input;
  private final int chunkSize;
  private final int window;
  private final boolean ordered;
  private final Function<List<Object>, AsyncResult<List<R>>> submit;

  private final Deque<AsyncResult<List<R>>> inOrder = new ArrayDeque<>();
  private final Set<AsyncResult<List<R>>> open = new HashSet<>();
  private final LinkedBlockingQueue<AsyncResult<List<R>>> done = new LinkedBlockingQueue<>();
  private Iterator<R> current = Collections.emptyIterator();
  private @Nullable Throwable failure;
  private @Nullable Throwable inputFailure;
  private boolean inputEnded;

  /** @param bufferSize in items; 0 for the default */
  RemoteWindow(
      Iterator<?> input,
      int chunkSize,
      int bufferSize,
      boolean ordered,
      Function<List<Object>, AsyncResult<List<R>>> submit) {
    this.input = input;
    this.chunkSize = chunkSize;
    this.window = bufferSize == 0 ? DEFAULT_CHUNKS : Math.max(1, bufferSize / chunkSize);
    this.ordered = ordered;
    this.submit = submit;
  }

  RemoteWindow<R> filled() {
    while (!inputEnded && open.size() < window) {
      readChunk();
    }
    return this;
  }

  private void readChunk() {
    try {
      List<Object> chunk = new ArrayList<>();
      while (chunk.size() < chunkSize && input.hasNext()) {
        chunk.add(input.next());
      }
      inputEnded = chunk.size() < chunkSize;
      if (!chunk.isEmpty()) {
        submitted(submit.apply(chunk));
      }
    } catch (RuntimeException | Error e) { // comes behind the results of what was read before
      inputEnded = true;
      inputFailure = e;
    }
  }

  private void submitted(AsyncResult<List<R>> result) {
    open.add(result);
    if (ordered) {
      inOrder.add(result);
    } else {
      result.whenComplete((value, failure) -> done.add(result));
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return advance(FOREVER);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw new AssertionError("waited for ever", e);
    }
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more results");
    }
    return take();
  }

  @Override
  public R next(Duration timeout) throws TimeoutException, InterruptedException {
    if (!advance(timeout)) {
      throw new NoSuchElementException("no more results");
    }
    return take();
  }

  private static TroupeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TroupeException("interrupted while waiting for a result", e);
  }

  private R take() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw Thrower.unchecked(thrown);
    }
    return current.next();
  }

  /** Goes on until there is a result or a failure; false at the end. */
  private boolean advance(Duration timeout) throws TimeoutException, InterruptedException {
    while (!current.hasNext() && failure == null) {
      filled();
      if (open.isEmpty()) {
        failure = inputFailure;
        inputFailure = null;
        return failure != null;
      }
      enter(next(open, timeout));
    }
    return true;
  }

  private AsyncResult<List<R>> next(Set<AsyncResult<List<R>>> from, Duration timeout)
      throws TimeoutException, InterruptedException {
    AsyncResult<List<R>> next = ordered ? inOrder.peek() : poll(timeout);
    if (next == null || !next.await(timeout)) {
      throw new TimeoutException("no result within " + Deadline.text(timeout));
    }
    inOrder.remove(next);
    from.remove(next);
    return next;
  }

  private @Nullable AsyncResult<List<R>> poll(Duration timeout) throws InterruptedException {
    return done.poll(Deadline.nanos(timeout), TimeUnit.NANOSECONDS);
  }

  private void enter(AsyncResult<List<R>> ended) throws InterruptedException {
    try {
      current = ended.get().iterator();
    } catch (ExecutionException e) {
      failure = e.getCause();
    }
  }

  @Override
  public void close() {
    inputEnded = true;
    inputFailure = null;
    failure = null;
    current = Collections.emptyIterator();
    open.forEach(result -> result.cancel(true));
    open.clear();
    inOrder.clear();
  }
}
