package io.troupe.internal.pool;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.result.Arrivals;
import io.troupe.internal.result.Thrower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool as code sees it that was written for the JDK. */
final class PoolExecutor implements ExecutorService {
  private static final Logger LOG = LoggerFactory.getLogger(PoolExecutor.class);
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private final DefaultPool pool;

  PoolExecutor(DefaultPool pool) {
    this.pool = pool;
  }

  @Override
  public void execute(Runnable command) {
    pool.submit(Call.run(task(command)).errorCallback(PoolExecutor::report), command);
  }

  private static void report(Throwable failure) {
    if (!(failure instanceof CancellationException)) { // that would be the end of the pool
      LOG.error("A command failed whose result nobody asked for", failure);
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
    return pool.submit(Call.of(task), () -> call(callable));
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
    return pool.submit(Call.run(task(command)), command);
  }

  @Override
  public <T> Future<T> submit(Runnable command, T result) {
    return new WithResult<>(pool.submit(Call.run(task(command)), command), result);
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
    pool.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> waiting = new ArrayList<>();
    for (PoolTask task : pool.terminateNow()) {
      if (task.job instanceof Submission<?> submission) {
        submission.work().ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  @Override
  public boolean isShutdown() {
    return pool.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return pool.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return pool.awaitEnd(unit.toNanos(timeout));
  }
}
