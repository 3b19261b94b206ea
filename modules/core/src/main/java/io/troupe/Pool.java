package io.troupe;

import io.troupe.function.Args2;
import io.troupe.function.Args3;
import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.function.VoidTask0;
import io.troupe.function.VoidTask1;
import io.troupe.function.VoidTask2;
import io.troupe.function.VoidTask3;
import io.troupe.manager.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.event.Level;

/**
 * Workers that run functions in processes of their own. Python's {@code Pool}.
 *
 * <pre>{@code
 * try (Pool pool = Pool.of(4)) {
 *   List<Integer> squares = pool.map(x -> x * x, List.of(1, 2, 3));
 * }
 * }</pre>
 *
 * <p>Every task ends exactly once: with a result, with the exception that it threw, or with
 * {@link WorkerLostException}, {@link TaskTimeoutException}, {@link CancellationException} or
 * {@link BrokenPoolException}. The death of a worker costs the task that it ran, no other. The pool
 * replaces it.
 *
 * <p>Functions and arguments are encoded on the caller's thread: what cannot cross to a process
 * fails there with {@link PayloadException}, and nothing is sent. A method that waits throws the
 * task's exception itself, of the same class and unchanged, even where it is a checked one that the
 * method does not declare; a {@linkplain AsyncResult#get() result} wraps it. Results may be null,
 * and so may arguments.
 *
 * <p>Once {@link #close()} or {@link #terminate()} was called, every method that takes work throws
 * {@link RejectedExecutionException}; once the workers could not be started,
 * {@link BrokenPoolException}. A pool that is dropped without being closed finishes its work, stops
 * its workers, and logs a warning.
 *
 * <p>A number of workers or a chunk size below 1 is an {@link IllegalArgumentException}.
 *
 * <p>Thread-safe. A pool cannot be sent to another process, unless a manager made it.
 */
public interface Pool extends AutoCloseable {

  /** Starts a pool of so many processes. Returns at once; tasks wait for the first worker. */
  static Pool of(int processes) {
    return builder().processes(processes).start();
  }

  /** Starts a pool of as many processes as there are processors. */
  static Pool create() {
    return builder().start();
  }

  /**
   * Starts a pool whose workers are threads of this JVM: values are passed as they are, and a task
   * that ignores its interrupt cannot be killed, only abandoned. Python's {@code ThreadPool}.
   */
  static Pool threads(int threads) {
    return builder().threads(threads).start();
  }

  /** Returns a builder of a pool. */
  static PoolBuilder builder() {
    return new PoolBuilder();
  }

  /**
   * Runs a call and waits for its result.
   *
   * @throws InterruptedException if the thread is interrupted while it waits; the task goes on
   */
  <R> R apply(Call<R> call) throws InterruptedException;

  /** Submits a call. Does not wait for its result. */
  <R> AsyncResult<R> applyAsync(Call<R> call);

  /** Runs {@code f()} and waits for its result: see {@link #apply(Call)}. */
  default <R> R apply(Task0<R> f) throws InterruptedException {
    return apply(Call.of(f));
  }

  /** Runs {@code f(a)} and waits for its result: see {@link #apply(Call)}. */
  default <A, R> R apply(Task1<A, R> f, A a) throws InterruptedException {
    return apply(Call.of(f, a));
  }

  /** Runs {@code f(a, b)} and waits for its result: see {@link #apply(Call)}. */
  default <A, B, R> R apply(Task2<A, B, R> f, A a, B b) throws InterruptedException {
    return apply(Call.of(f, a, b));
  }

  /** Runs {@code f(a, b, c)} and waits for its result: see {@link #apply(Call)}. */
  default <A, B, C, R> R apply(Task3<A, B, C, R> f, A a, B b, C c) throws InterruptedException {
    return apply(Call.of(f, a, b, c));
  }

  /** Runs {@code f()} and waits for its end: see {@link #apply(Call)}. */
  default void run(VoidTask0 f) throws InterruptedException {
    apply(Call.run(f));
  }

  /** Runs {@code f(a)} and waits for its end: see {@link #apply(Call)}. */
  default <A> void run(VoidTask1<A> f, A a) throws InterruptedException {
    apply(Call.run(f, a));
  }

  /** Runs {@code f(a, b)} and waits for its end: see {@link #apply(Call)}. */
  default <A, B> void run(VoidTask2<A, B> f, A a, B b) throws InterruptedException {
    apply(Call.run(f, a, b));
  }

  /** Runs {@code f(a, b, c)} and waits for its end: see {@link #apply(Call)}. */
  default <A, B, C> void run(VoidTask3<A, B, C> f, A a, B b, C c) throws InterruptedException {
    apply(Call.run(f, a, b, c));
  }

  /** Submits {@code f()}: see {@link #applyAsync(Call)}. */
  default <R> AsyncResult<R> applyAsync(Task0<R> f) {
    return applyAsync(Call.of(f));
  }

  /** Submits {@code f(a)}: see {@link #applyAsync(Call)}. */
  default <A, R> AsyncResult<R> applyAsync(Task1<A, R> f, A a) {
    return applyAsync(Call.of(f, a));
  }

  /** Submits {@code f(a, b)}: see {@link #applyAsync(Call)}. */
  default <A, B, R> AsyncResult<R> applyAsync(Task2<A, B, R> f, A a, B b) {
    return applyAsync(Call.of(f, a, b));
  }

  /** Submits {@code f(a, b, c)}: see {@link #applyAsync(Call)}. */
  default <A, B, C, R> AsyncResult<R> applyAsync(Task3<A, B, C, R> f, A a, B b, C c) {
    return applyAsync(Call.of(f, a, b, c));
  }

  /** Submits {@code f()}, which has no result: see {@link #applyAsync(Call)}. */
  default AsyncResult<Void> runAsync(VoidTask0 f) {
    return applyAsync(Call.run(f));
  }

  /** Submits {@code f(a)}, which has no result: see {@link #applyAsync(Call)}. */
  default <A> AsyncResult<Void> runAsync(VoidTask1<A> f, A a) {
    return applyAsync(Call.run(f, a));
  }

  /** Submits {@code f(a, b)}, which has no result: see {@link #applyAsync(Call)}. */
  default <A, B> AsyncResult<Void> runAsync(VoidTask2<A, B> f, A a, B b) {
    return applyAsync(Call.run(f, a, b));
  }

  /** Submits {@code f(a, b, c)}, which has no result: see {@link #applyAsync(Call)}. */
  default <A, B, C> AsyncResult<Void> runAsync(VoidTask3<A, B, C> f, A a, B b, C c) {
    return applyAsync(Call.run(f, a, b, c));
  }

  /**
   * Calls a function with each item. The items are split into chunks; a chunk is a task. Where an
   * item fails, the rest of its chunk is not run, and the map fails once all chunks have ended,
   * with the failure that came first.
   *
   * @return a result whose list is modifiable and in the order of the items
   */
  <A, R> AsyncResult<List<R>> mapAsync(
      Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options);

  /** Calls {@code f} with each item: see {@link #mapAsync(Task1, Iterable, MapOptions)}. */
  default <A, R> AsyncResult<List<R>> mapAsync(Task1<A, R> f, Iterable<? extends A> items) {
    return mapAsync(f, items, MapOptions.defaults());
  }

  /** As {@link #mapAsync(Task1, Iterable)}, {@code chunkSize} items a task. */
  default <A, R> AsyncResult<List<R>> mapAsync(
      Task1<A, R> f, Iterable<? extends A> items, int chunkSize) {
    return mapAsync(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /** Calls {@code f} with each item and waits for the results, in order. */
  default <A, R> List<R> map(Task1<A, R> f, Iterable<? extends A> items)
      throws InterruptedException {
    return map(f, items, MapOptions.defaults());
  }

  /** As {@link #map(Task1, Iterable)}, {@code chunkSize} items a task. */
  default <A, R> List<R> map(Task1<A, R> f, Iterable<? extends A> items, int chunkSize)
      throws InterruptedException {
    return map(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /** Calls {@code f} with each item and waits for the results, in order. */
  <A, R> List<R> map(Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options)
      throws InterruptedException;

  /** Calls {@code f} with each item and waits for the end: a map without results. */
  <A> void forEach(VoidTask1<A> f, Iterable<? extends A> items) throws InterruptedException;

  /** As {@link #mapAsync(Task1, Iterable, MapOptions)}, for a function of two arguments. */
  <A, B, R> AsyncResult<List<R>> starmapAsync(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options);

  /** Calls {@code f} with each set of arguments. */
  default <A, B, R> AsyncResult<List<R>> starmapAsync(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items) {
    return starmapAsync(f, items, MapOptions.defaults());
  }

  /** As {@link #starmapAsync(Task2, Iterable)}, {@code chunkSize} sets a task. */
  default <A, B, R> AsyncResult<List<R>> starmapAsync(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, int chunkSize) {
    return starmapAsync(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /** Calls {@code f} with each set of arguments and waits for the results, in order. */
  <A, B, R> List<R> starmap(Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options)
      throws InterruptedException;

  /** Calls {@code f} with each set of arguments and waits for the results, in order. */
  default <A, B, R> List<R> starmap(Task2<A, B, R> f, Iterable<Args2<A, B>> items)
      throws InterruptedException {
    return starmap(f, items, MapOptions.defaults());
  }

  /** As {@link #starmap(Task2, Iterable)}, {@code chunkSize} sets a task. */
  default <A, B, R> List<R> starmap(Task2<A, B, R> f, Iterable<Args2<A, B>> items, int chunkSize)
      throws InterruptedException {
    return starmap(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /** As {@link #mapAsync(Task1, Iterable, MapOptions)}, for a function of three arguments. */
  <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options);

  /** Calls {@code f} with each set of arguments. */
  default <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items) {
    return starmapAsync(f, items, MapOptions.defaults());
  }

  /** As {@link #starmapAsync(Task3, Iterable)}, {@code chunkSize} sets a task. */
  default <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, int chunkSize) {
    return starmapAsync(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /** Calls {@code f} with each set of arguments and waits for the results, in order. */
  <A, B, C, R> List<R> starmap(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options)
      throws InterruptedException;

  /** Calls {@code f} with each set of arguments and waits for the results, in order. */
  default <A, B, C, R> List<R> starmap(Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items)
      throws InterruptedException {
    return starmap(f, items, MapOptions.defaults());
  }

  /** As {@link #starmap(Task3, Iterable)}, {@code chunkSize} sets a task. */
  default <A, B, C, R> List<R> starmap(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, int chunkSize)
      throws InterruptedException {
    return starmap(f, items, MapOptions.<R>defaults().chunkSize(chunkSize));
  }

  /**
   * Calls {@code f} with each item and returns the results one by one, in order. The input is read
   * only a bounded number of items ahead, so it may be endless.
   */
  <A, R> ResultIterator<R> imap(Task1<A, R> f, Iterable<? extends A> items, ImapOptions options);

  /** Calls {@code f} with each item and returns the results one by one, in order. */
  default <A, R> ResultIterator<R> imap(Task1<A, R> f, Iterable<? extends A> items) {
    return imap(f, items, ImapOptions.defaults());
  }

  /** As {@link #imap(Task1, Iterable)}, {@code chunkSize} items a task. */
  default <A, R> ResultIterator<R> imap(Task1<A, R> f, Iterable<? extends A> items, int chunkSize) {
    return imap(f, items, ImapOptions.defaults().chunkSize(chunkSize));
  }

  /**
   * Calls {@code f} with each item and returns the results one by one, as they come. The input is
   * read only a bounded number of items ahead, so it may be endless.
   */
  <A, R> ResultIterator<R> imapUnordered(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options);

  /** Calls {@code f} with each item and returns the results one by one, as they come. */
  default <A, R> ResultIterator<R> imapUnordered(Task1<A, R> f, Iterable<? extends A> items) {
    return imapUnordered(f, items, ImapOptions.defaults());
  }

  /** As {@link #imapUnordered(Task1, Iterable)}, {@code chunkSize} items a task. */
  default <A, R> ResultIterator<R> imapUnordered(
      Task1<A, R> f, Iterable<? extends A> items, int chunkSize) {
    return imapUnordered(f, items, ImapOptions.defaults().chunkSize(chunkSize));
  }

  /**
   * Takes no more work, finishes what it has, and stops the workers. Blocks until that is done, for
   * as long as a task runs; not where the caller is a task or a callback of this pool, which it
   * would wait for. If the thread is interrupted meanwhile, the pool is
   * {@linkplain #terminate() terminated} and the interrupt kept. Without effect the second time.
   */
  @Override
  void close();

  /**
   * Waits until a closed or terminated pool has stopped its workers.
   *
   * @throws IllegalStateException if the pool was neither closed nor terminated
   */
  void join() throws InterruptedException;

  /** As {@link #join()}, but waits at most so long; returns whether the workers have stopped. */
  boolean join(Duration timeout) throws InterruptedException;

  /**
   * Drops the work and ends the workers. Returns at once; every result that is not ready fails with
   * {@link CancellationException}. The workers get SIGTERM, and SIGKILL where they do not end
   * within the grace period.
   */
  void terminate();

  /**
   * Terminates the pool, and sends SIGTERM to its workers and nothing else. Python's
   * {@code terminate_workers}.
   */
  void terminateWorkers();

  /**
   * Terminates the pool, and ends its workers by SIGKILL at once. Python's {@code kill_workers}.
   */
  void killWorkers();

  /** Returns whether the pool takes no more work. */
  boolean isClosed();

  /** Returns whether the pool is closed and all its workers have ended. */
  boolean isTerminated();

  /**
   * Sets which events the loggers of this name, and of those that begin with it and a dot, let
   * through in the workers of this pool, those to come included: see {@link Troupe#logLevel}, over
   * which it takes precedence.
   *
   * @throws IllegalStateException if the logs of the workers do not come to this program: see
   *     {@link PoolBuilder#forwardLogs}
   */
  void logLevel(String logger, Level level);

  /** Returns the name: {@code pool-1} and so on, where the builder was given none. */
  String name();

  /** Returns the workers that are alive or starting. */
  List<WorkerInfo> workers();

  /** Returns how far the work has come. */
  Progress progress();

  /**
   * Reports progress on the callback thread: once now, then whenever it has changed, at most once
   * an interval, until the registration is closed or the pool has ended.
   *
   * @param interval more than zero
   * @throws IllegalArgumentException if {@code interval} is zero or negative
   */
  Registration onProgress(Duration interval, Consumer<? super Progress> listener);

  /**
   * Returns this pool as an {@link ExecutorService}, for code that was written for the JDK. A
   * {@code Callable} or {@code Runnable} crosses to a process only where it is
   * {@link java.io.Serializable}. Its {@code shutdownNow} is {@link #terminate()} and returns what
   * no worker had been given, in its order: a {@code Runnable} itself, a {@code Callable} as
   * something that calls it. All futures that had not ended are cancelled.
   */
  ExecutorService asExecutorService();
}
