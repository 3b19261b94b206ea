package io.troupe.internal.pool;

import static java.util.Objects.requireNonNull;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.ImapOptions;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.Progress;
import io.troupe.ResultIterator;
import io.troupe.WorkerInfo;
import io.troupe.function.Args2;
import io.troupe.function.Args3;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.function.VoidTask1;
import io.troupe.internal.logs.host.LogLevels;
import io.troupe.internal.pool.crew.PoolCore;
import io.troupe.internal.pool.crew.PoolEnd;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.result.CallResult;
import io.troupe.internal.pool.result.Lease;
import io.troupe.internal.pool.result.MapResult;
import io.troupe.internal.pool.result.OrderedWindow;
import io.troupe.internal.pool.result.ProgressWatch;
import io.troupe.internal.pool.result.UnorderedWindow;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.Registration;
import io.troupe.proto.TaskShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The façade: turns what a program says into tasks. A blocking method is the one that does not
 * block, and a wait.
 */
final class DefaultPool implements Pool {
  private final Lease lease;
  private final TaskTarget target;
  private final Closing closing;

  DefaultPool(Lease lease) {
    this.lease = lease;
    target = lease.target();
    closing = new Closing(target);
  }

  @Override
  public <R> R apply(Call<R> call) throws InterruptedException {
    return submit(call).getUnwrapped();
  }

  @Override
  public <R> AsyncResult<R> applyAsync(Call<R> call) {
    return submit(call);
  }

  private <R> CallResult<R> submit(Call<R> call) {
    return CallResult.submit(lease, call);
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(
      Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options) {
    return submit(f, TaskShape.MAP, listOf(items), options);
  }

  @Override
  public <A, R> List<R> map(Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options)
      throws InterruptedException {
    return submit(f, TaskShape.MAP, listOf(items), options).getUnwrapped();
  }

  @Override
  public <A> void forEach(VoidTask1<A> f, Iterable<? extends A> items) throws InterruptedException {
    submit(f, TaskShape.MAP, listOf(items), MapOptions.defaults()).getUnwrapped();
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options) {
    return submit(f, TaskShape.STARMAP, pairs(items), options);
  }

  @Override
  public <A, B, R> List<R> starmap(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options)
      throws InterruptedException {
    return submit(f, TaskShape.STARMAP, pairs(items), options).getUnwrapped();
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options) {
    return submit(f, TaskShape.STARMAP, triples(items), options);
  }

  @Override
  public <A, B, C, R> List<R> starmap(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options)
      throws InterruptedException {
    return submit(f, TaskShape.STARMAP, triples(items), options).getUnwrapped();
  }

  private <R> MapResult<R> submit(Object f, TaskShape shape, List<?> items, MapOptions<R> options) {
    return MapResult.submit(lease, requireNonNull(f, "f"), shape, items, options);
  }

  private static List<?> listOf(Iterable<?> items) {
    if (items instanceof List<?> list && items instanceof RandomAccess) {
      return list;
    }
    if (items instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    List<Object> list = new ArrayList<>();
    items.forEach(list::add);
    return list;
  }

  private static <A, B> List<?> pairs(Iterable<Args2<A, B>> items) {
    List<List<Object>> lists = new ArrayList<>();
    items.forEach(pair -> lists.add(Arrays.asList(pair.a(), pair.b())));
    return lists;
  }

  private static <A, B, C> List<?> triples(Iterable<Args3<A, B, C>> items) {
    List<List<Object>> lists = new ArrayList<>();
    items.forEach(triple -> lists.add(Arrays.asList(triple.a(), triple.b(), triple.c())));
    return lists;
  }

  @Override
  public <A, R> ResultIterator<R> imap(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options) {
    Iterator<?> input = opened(items);
    return new OrderedWindow<R>(lease, requireNonNull(f, "f"), input, options).filled();
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options) {
    Iterator<?> input = opened(items);
    return new UnorderedWindow<R>(lease, requireNonNull(f, "f"), input, options).filled();
  }

  private Iterator<?> opened(Iterable<?> items) {
    target.checkOpen();
    return items.iterator();
  }

  @Override
  public void close() {
    closing.close();
  }

  @Override
  public void join() throws InterruptedException {
    closing.join();
  }

  @Override
  public boolean join(Duration timeout) throws InterruptedException {
    return closing.join(Deadline.nanos(timeout));
  }

  @Override
  public void terminate() {
    target.terminate(PoolEnd.TERMINATE);
  }

  @Override
  public void terminateWorkers() {
    target.terminate(PoolEnd.TERMINATE_ONLY);
  }

  @Override
  public void killWorkers() {
    target.terminate(PoolEnd.KILL);
  }

  @Override
  public boolean isClosed() {
    return target.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return target.end().isDone();
  }

  @Override
  public void logLevel(String logger, Level level) {
    requireNonNull(logger, "logger");
    requireNonNull(level, "level");
    LogLevels logs =
        lease.target() instanceof PoolCore core ? core.settings().spec().logs() : null;
    if (logs == null) {
      throw new IllegalStateException("the logs of the workers of "
          + name()
          + " do not come here; build the pool with forwardLogs(true), in this process");
    }
    logs.set(logger, level);
  }

  @Override
  public String name() {
    return target.traits().name();
  }

  @Override
  public List<WorkerInfo> workers() {
    return target.workers();
  }

  @Override
  public Progress progress() {
    return target.progress();
  }

  @Override
  public Registration onProgress(Duration interval, Consumer<? super Progress> listener) {
    return ProgressWatch.start(lease, interval, requireNonNull(listener, "listener"));
  }

  @Override
  public ExecutorService asExecutorService() {
    return new PoolExecutor(lease);
  }

  Lease lease() {
    return lease;
  }

  /**
   * Two façades of one pool are equal: those of a pool elsewhere, which may come here by several
   * ways.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DefaultPool pool && target == pool.target;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(target);
  }

  @Override
  public String toString() {
    return "Pool[" + name() + ", " + target.traits().workers() + " workers]";
  }
}
