package io.troupe.internal.result;

import static java.util.Objects.requireNonNull;

import io.troupe.AsyncResult;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.ResultSource;
import io.troupe.internal.wait.SpinWait;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A result that is decided once, and then ready. Thread-safe. A waiter spins for a moment before it
 * parks, for most results that are waited for come soon.
 *
 * @param <T> type of the result
 */
public abstract class Promise<T> extends ForwardingStage<T> implements AsyncResult<T> {
  private static final VarHandle ENDING;

  static {
    try {
      ENDING = MethodHandles.lookup().findVarHandle(Promise.class, "ending", Outcome.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Outcome<T> ending;

  /** Made when this is first used as a stage; guarded by this. */
  private @Nullable CompletableFuture<T> stage;

  /** Says how to wait. */
  protected abstract SpinWait spinWait();

  /** Runs what depends on this as a stage. */
  protected abstract Executor callbacks();

  /** Decides how it ended, where that is still open, and returns whether this call did. */
  protected final boolean decide(Outcome<T> decision) {
    return ENDING.compareAndSet(this, null, decision);
  }

  protected final boolean decided() {
    return ending != null;
  }

  /** Returns how it ended; only once decided. */
  protected final Outcome<T> ending() {
    return requireNonNull(ending);
  }

  /** Makes a decided promise ready. To be called once. */
  protected final void publish() {
    over();
  }

  @Override
  public final boolean ready() {
    return isOver();
  }

  @Override
  public final boolean isDone() {
    return isOver();
  }

  @Override
  public final boolean isCancelled() {
    return isOver() && ending().cancelled();
  }

  @Override
  public final boolean successful() {
    if (!isOver()) {
      throw new IllegalStateException("the result is not ready");
    }
    return ending().returned();
  }

  @Override
  public final void await() throws InterruptedException {
    await(0, false);
  }

  @Override
  public final boolean await(Duration timeout) throws InterruptedException {
    return await(Deadline.nanos(timeout), true);
  }

  private boolean await(long nanos, boolean timed) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (isOver() || (timed && nanos <= 0)) {
      return isOver();
    }
    long start = System.nanoTime();
    return fetch(timed ? nanos : Long.MAX_VALUE)
        || spinWait().spin(this::isOver)
        || park(timed ? nanos - (System.nanoTime() - start) : 0, timed);
  }

  /**
   * Returns where this result will come from as far as is known, if it can be fetched there; else
   * null.
   */
  protected @Nullable ResultSource source() {
    return null;
  }

  /**
   * Fetches it; a thread that brings it from elsewhere has this one look again. Returns whether it
   * is ready.
   */
  private boolean fetch(long nanos) throws InterruptedException {
    ResultSource source = source();
    if (source == null) {
      return false;
    }
    Waiter waiter = whenOver(source::wake);
    try {
      return source.readUntil(this::isOver, nanos);
    } finally {
      waiter.leave();
    }
  }

  private boolean park(long nanos, boolean timed) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    Thread thread = Thread.currentThread();
    Waiter waiter = whenOver(() -> LockSupport.unpark(thread));
    try {
      return parkUntil(deadline, timed);
    } finally {
      waiter.leave();
    }
  }

  private boolean parkUntil(long deadline, boolean timed) throws InterruptedException {
    while (!isOver()) {
      long left = deadline - System.nanoTime();
      if (timed && left <= 0) {
        return false;
      }
      parkFor(left, timed);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return true;
  }

  private void parkFor(long nanos, boolean timed) {
    if (timed) {
      LockSupport.parkNanos(this, nanos);
    } else {
      LockSupport.park(this);
    }
  }

  @Override
  public final T get() throws InterruptedException, ExecutionException {
    await();
    return valueOrWrapped();
  }

  @Override
  public final T get(Duration timeout)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!await(timeout)) {
      throw new TimeoutException("no result within " + Deadline.text(timeout));
    }
    return valueOrWrapped();
  }

  @Override
  public final T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return get(Duration.of(timeout, unit.toChronoUnit()));
  }

  /** Waits, and throws what the task threw as it is. */
  public final T getUnwrapped() throws InterruptedException {
    await();
    return ending().valueOrThrow();
  }

  private T valueOrWrapped() throws ExecutionException {
    Outcome<T> end = ending();
    if (end.returned()) {
      return end.value();
    }
    throw wrapped(end.failure(), end.cancelled());
  }

  private static ExecutionException wrapped(Throwable failure, boolean cancelled) {
    if (cancelled) {
      throw (CancellationException) failure;
    }
    return new ExecutionException(failure);
  }

  @Override
  public final Optional<Throwable> exception() throws InterruptedException {
    await();
    Outcome<T> end = ending();
    if (end.cancelled()) {
      throw (CancellationException) end.failure();
    }
    return end.returned() ? Optional.empty() : Optional.of(end.failure());
  }

  /** Returns a future of the caller's own: what becomes of that does not change this one. */
  @Override
  public final CompletableFuture<T> toCompletableFuture() {
    return stage().copy();
  }

  @Override
  protected final synchronized CompletableFuture<T> stage() {
    if (stage == null) {
      CompletableFuture<T> created = new CompletableFuture<>();
      stage = created;
      fill(created);
    }
    return stage;
  }

  private void fill(CompletableFuture<T> created) {
    if (isOver()) {
      complete(created);
    } else {
      whenOver(() -> callbacks().execute(() -> complete(created)));
    }
  }

  private void complete(CompletableFuture<T> created) {
    Outcome<T> end = ending();
    if (end.returned()) {
      created.complete(end.value());
    } else {
      created.completeExceptionally(end.failure());
    }
  }
}
