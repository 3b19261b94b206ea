package io.troupe.internal.pool;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.log.Log;
import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.result.CallResult;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.result.Arrivals;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.result.Thrower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pool as code sees it that was written for the JDK. */
final class PoolExecutor implements ExecutorService {
  private static final Log log = Log.of(PoolExecutor.class);
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private final Lease lease;
  private final TaskTarget target;

  PoolExecutor(Lease lease) {
    this.lease = lease;
    target = lease.target();
  }

  @Override
  public void execute(Runnable command) {
    Submission.submit(lease, Call.run(task(command)).errorCallback(PoolExecutor::report), command);
  }

  private static void report(Throwable failure) {
    if (!(failure instanceof CancellationException)) { // that would be the end of the pool
      log.error("A command failed whose result nobody asked for", failure);
    }
  }

  private static VoidTask0 task(Runnable command) {
    return command::run;
  }

  @Override
  public <T> Future<T> submit(Callable<T> callable) {
    return start(callable);
  }

  private <T> AsyncResult<T> start(Callable<T> callable) {
    Task0<T> task = callable::call;
    return Submission.submit(lease, Call.of(task), () -> call(callable));
  }

  private static void call(Callable<?> callable) {
    try {
      callable.call();
    } catch (Exception e) {
      throw Thrower.unchecked(e);
    }
  }

  @Override
  public Future<?> submit(Runnable command) {
    return Submission.submit(lease, Call.run(task(command)), command);
  }

  @Override
  public <T> Future<T> submit(Runnable command, T result) {
    return new WithResult<>(Submission.submit(lease, Call.run(task(command)), command), result);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> callables)
      throws InterruptedException {
    return invokeAll(callables, FOREVER, TimeUnit.NANOSECONDS);
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> callables, long timeout, TimeUnit unit)
      throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    List<AsyncResult<T>> results = new ArrayList<>();
    try {
      callables.forEach(callable -> results.add(start(callable)));
      for (AsyncResult<T> result : results) {
        result.await(Duration.ofNanos(deadline - System.nanoTime()));
      }
    } finally {
      cancelRest(results);
    }
    return new ArrayList<>(results);
  }

  private static void cancelRest(List<? extends AsyncResult<?>> results) {
    results.forEach(result -> result.cancel(true)); // without effect on those that have ended
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> callables)
      throws InterruptedException, ExecutionException {
    try {
      return invokeAny(callables, FOREVER, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ExecutionException("146 years have passed", e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> callables, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (callables.isEmpty()) {
      throw new IllegalArgumentException("no callable to invoke");
    }
    List<AsyncResult<T>> results = new ArrayList<>();
    try {
      callables.forEach(callable -> results.add(start(callable)));
      return firstSuccess(Arrivals.of(results, Duration.ofNanos(unit.toNanos(timeout))));
    } finally {
      cancelRest(results);
    }
  }

  private static <T> T firstSuccess(Arrivals<AsyncResult<T>> arrivals)
      throws InterruptedException, ExecutionException, TimeoutException {
    Throwable last = new IllegalStateException("no callable");
    while (arrivals.hasNext()) {
      AsyncResult<T> ended = arrivals.poll();
      if (ended == null) {
        throw new TimeoutException("no callable returned in time");
      }
      try {
        return ended.get();
      } catch (ExecutionException e) {
        last = e.getCause();
      } catch (CancellationException e) {
        last = e;
      }
    }
    throw new ExecutionException("no callable returned", last);
  }

  @Override
  public void shutdown() {
    target.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> waiting = new ArrayList<>();
    for (PoolTask task : target.terminate(PoolEnd.TERMINATE)) {
      if (task.listener instanceof Submission<?> submission) {
        submission.work().ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  @Override
  public boolean isShutdown() {
    return target.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return target.end().isDone();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return new Closing(target).await(unit.toNanos(timeout));
  }

  /**
   * The result of what came through the executor view, which can have it back where the pool ends
   * before it began.
   */
  private static final class Submission<T> extends CallResult<T> {
    private volatile @Nullable Runnable work;

    private Submission(Lease lease, Call<T> call, Runnable work) {
      super(lease, call);
      this.work = work;
    }

    /** Encodes a call and submits it. */
    static <T> Submission<T> submit(Lease lease, Call<T> call, Runnable work) {
      Submission<T> submission = new Submission<>(lease, call, work);
      submission.submit();
      return submission;
    }

    @Override
    public void ended(PoolTask task, Outcome<?> ending) {
      if (!ending.cancelled()) {
        work = null; // garbage, although the program may keep the result
      }
      super.ended(task, ending);
    }

    Optional<Runnable> work() {
      return Optional.ofNullable(work);
    }
  }

  /**
   * A command that was submitted with the result that its future shall have.
   *
   * @param command ends when the command has
   * @param result never leaves this process
   */
  private record WithResult<T>(Future<Void> command, T result) implements Future<T> {

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return command.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean isCancelled() {
      return command.isCancelled();
    }

    @Override
    public boolean isDone() {
      return command.isDone();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      command.get();
      return result;
    }

    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      command.get(timeout, unit);
      return result;
    }
  }
}
