package io.troupe.internal.pool.result;

import io.troupe.ImapOptions;
import io.troupe.ResultIterator;
import io.troupe.TroupeException;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.TaskListener;
import io.troupe.internal.pool.dispatch.Terms;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.TaskShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of an imap. Its one consumer reads the input, a window of chunks ahead of what it has
 * taken, and submits the chunks; the threads of workers hand in how they ended.
 */
abstract class ResultWindow<R> implements ResultIterator<R>, TaskListener {
  private static final long FOREVER = Long.MAX_VALUE;

  private final Lease lease;
  private final Iterator<?> input;
  private final ImapOptions options;
  private final Terms terms;

  /** The consumer while it waits. */
  private volatile @Nullable Thread waiting;

  // All for the consumer only.
  private Iterator<?> current = Collections.emptyIterator();
  private @Nullable Throwable failure;
  private @Nullable Throwable inputFailure;
  private boolean inputEnded;

  /** Chunks submitted whose ending was not taken. */
  private int open;

  ResultWindow(Lease lease, Object f, Iterator<?> input, ImapOptions options) {
    this.lease = lease;
    this.input = input;
    this.options = options;
    Object function = target().values().function(f);
    terms = new Terms(
        function,
        TaskShape.MAP,
        target().traits().timeoutNanos(options.timeout()),
        target().traits().retries(options.retries()),
        target().values().describe(function));
  }

  /** Takes note of a chunk that was submitted. */
  abstract void submitted(PoolTask task);

  /** Takes the ending of the next chunk, null while it has not come. */
  abstract @Nullable Outcome<?> poll();

  /** Returns the chunks that are under way. */
  abstract List<PoolTask> underWay();

  /** Returns how many chunks are under way or wait to be taken. */
  final int open() {
    return open;
  }

  final void wake() {
    Thread consumer = waiting;
    if (consumer != null) {
      LockSupport.unpark(consumer);
    }
  }

  public final ResultWindow<R> filled() {
    fill();
    return this;
  }

  private TaskTarget target() {
    return lease.target();
  }

  private void fill() {
    int window = window();
    if (open > window - Math.max(1, window / 4)) {
      return;
    }
    while (!inputEnded && open < window) {
      readChunk();
    }
  }

  /** Returns how many chunks may be under way. */
  private int window() {
    int items = options.bufferSize() == 0 ? target().traits().bufferSize() : options.bufferSize();
    if (items > 0) {
      return Math.max(1, items / options.chunkSize());
    }
    return 2 * Math.max(target().traits().workers(), target().appetite());
  }

  private void readChunk() {
    try {
      List<@Nullable Object> chunk = new ArrayList<>();
      while (chunk.size() < options.chunkSize() && input.hasNext()) {
        chunk.add(input.next());
      }
      inputEnded = chunk.size() < options.chunkSize();
      if (!chunk.isEmpty()) {
        submit(chunk);
      }
    } catch (
        Throwable e) { // of the input, or an item that cannot cross: behind the results that it has
      inputEnded = true;
      inputFailure = e;
    }
  }

  private void submit(List<?> chunk) {
    PoolTask task = PoolTask.of(() -> encode(chunk));
    target().submit(task);
    submitted(task);
    open++;
  }

  private PoolTask encode(List<?> chunk) {
    Object arguments = target().values().items(chunk);
    return new PoolTask(
        this, terms, arguments, target().values().bytes(arguments), 0, chunk.size());
  }

  @Override
  public final boolean hasNext() {
    try {
      return advance(FOREVER);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public final R next() {
    try {
      advance(FOREVER);
      return take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public final R next(Duration timeout) throws TimeoutException, InterruptedException {
    if (!advance(Deadline.nanos(timeout)) && !isAtEnd()) {
      throw new TimeoutException("no result within " + Deadline.text(timeout));
    }
    return take();
  }

  private static TroupeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TroupeException("interrupted while waiting for a result", e);
  }

  /** Goes on until there is something to take; false at the end, or when time is up. */
  private boolean advance(long nanos) throws InterruptedException {
    while (!current.hasNext() && failure == null) {
      fill();
      if (open == 0) {
        failure = inputFailure;
        inputFailure = null;
        return failure != null;
      }
      Outcome<?> ending = await(nanos);
      if (ending == null) {
        return false;
      }
      open--;
      enter(ending);
      fill();
    }
    return true;
  }

  private boolean isAtEnd() {
    return inputEnded && open == 0;
  }

  private void enter(Outcome<?> ending) {
    if (!ending.returned()) {
      failure = ending.failure();
    } else if (ending.value() instanceof Iterable<?> results) {
      current = results.iterator();
    }
  }

  @SuppressWarnings("unchecked") // the values of a chunk have the type of the function's result
  private R take() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw Thrower.unchecked(thrown);
    }
    if (!current.hasNext()) {
      throw new NoSuchElementException("no more results");
    }
    return (R) current.next();
  }

  private @Nullable Outcome<?> await(long nanos) throws InterruptedException {
    Outcome<?> ending = poll();
    if (ending != null || nanos <= 0) {
      return ending;
    }
    waiting = Thread.currentThread();
    try {
      return spinThenPark(nanos);
    } finally {
      waiting = null;
    }
  }

  private @Nullable Outcome<?> spinThenPark(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + Math.min(nanos, FOREVER / 2);
    target().spinWait().spin(this::isHere);
    Outcome<?> ending = poll();
    while (ending == null) {
      long left = deadline - System.nanoTime();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left <= 0) {
        return null;
      }
      LockSupport.parkNanos(this, left);
      ending = poll();
    }
    return ending;
  }

  /** Returns whether the ending of the next chunk has come. */
  abstract boolean isHere();

  @Override
  public final String toString() {
    String state = isAtEnd() ? "at its end" : open + " chunks under way";
    return "ResultIterator[" + terms.name() + " of " + target().traits().name() + ": " + state
        + "]";
  }

  @Override
  public final void close() {
    inputEnded = true;
    inputFailure = null;
    failure = null;
    open = 0;
    current = Collections.emptyIterator();
    target().takeBack(underWay());
  }
}
