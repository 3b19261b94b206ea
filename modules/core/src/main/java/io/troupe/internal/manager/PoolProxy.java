package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.AsyncResult;
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
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.manager.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool that lives elsewhere. What it is given crosses twice: to the pool's process, and to the worker. */
final class PoolProxy implements Pool, Managed {
  private final Remote remote;

  PoolProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public Kind kind() {
    return Kind.POOL;
  }

  private <R> RemoteResult<R> submit(io.troupe.Call<R> call) {
    return RemoteResult.submit(
        remote,
        PoolCalls.encode(call),
        1,
        call.callback().orElse(null),
        call.errorCallback().orElse(null));
  }

  @Override
  public <R> R apply(io.troupe.Call<R> call) throws InterruptedException {
    return submit(call).getUnwrapped();
  }

  @Override
  public <R> AsyncResult<R> applyAsync(io.troupe.Call<R> call) {
    return submit(call);
  }

  private <R> RemoteResult<List<R>> map(
      Object f, MapOptions<R> options, boolean star, List<?> items) {
    return RemoteResult.submit(
        remote,
        PoolCalls.encode(requireNonNull(f, "f"), options, star, items),
        items.size(),
        options.callback(),
        options.errorCallback());
  }

  private static List<Object> listOf(Iterable<?> items) {
    List<Object> list = new ArrayList<>();
    items.forEach(list::add);
    return list;
  }

  @Override
  public <A, R> AsyncResult<List<R>> mapAsync(
      Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options) {
    return map(f, options, false, listOf(items));
  }

  @Override
  public <A, R> List<R> map(Task1<A, R> f, Iterable<? extends A> items, MapOptions<R> options)
      throws InterruptedException {
    return map(f, options, false, listOf(items)).getUnwrapped();
  }

  @Override
  public <A> void forEach(VoidTask1<A> f, Iterable<? extends A> items) throws InterruptedException {
    map(f, MapOptions.defaults(), false, listOf(items)).getUnwrapped();
  }

  private static <A, B> List<List<Object>> pairs(Iterable<Args2<A, B>> items) {
    List<List<Object>> lists = new ArrayList<>();
    items.forEach(pair -> lists.add(Arrays.asList(pair.a(), pair.b())));
    return lists;
  }

  private static <A, B, C> List<List<Object>> triples(Iterable<Args3<A, B, C>> items) {
    List<List<Object>> lists = new ArrayList<>();
    items.forEach(triple -> lists.add(Arrays.asList(triple.a(), triple.b(), triple.c())));
    return lists;
  }

  @Override
  public <A, B, R> AsyncResult<List<R>> starmapAsync(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options) {
    return map(f, options, true, pairs(items));
  }

  @Override
  public <A, B, R> List<R> starmap(
      Task2<A, B, R> f, Iterable<Args2<A, B>> items, MapOptions<R> options)
      throws InterruptedException {
    return map(f, options, true, pairs(items)).getUnwrapped();
  }

  @Override
  public <A, B, C, R> AsyncResult<List<R>> starmapAsync(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options) {
    return map(f, options, true, triples(items));
  }

  @Override
  public <A, B, C, R> List<R> starmap(
      Task3<A, B, C, R> f, Iterable<Args3<A, B, C>> items, MapOptions<R> options)
      throws InterruptedException {
    return map(f, options, true, triples(items)).getUnwrapped();
  }

  @Override
  public <A, R> ResultIterator<R> imap(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options) {
    return window(f, items, options, true);
  }

  @Override
  public <A, R> ResultIterator<R> imapUnordered(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options) {
    return window(f, items, options, false);
  }

  private <A, R> ResultIterator<R> window(
      Task1<A, R> f, Iterable<? extends A> items, ImapOptions options, boolean ordered) {
    requireNonNull(f, "f");
    MapOptions<R> chunk =
        new MapOptions<>(options.chunkSize(), options.timeout(), options.retries(), null, null);
    return new RemoteWindow<R>(
            items.iterator(),
            options.chunkSize(),
            options.bufferSize(),
            ordered,
            part -> map(f, chunk, false, part))
        .filled();
  }

  /** An interrupt terminates the pool, as for one that lives here. */
  @Override
  public void close() {
    try {
      remote.callInterruptibly(Call.of("close"));
    } catch (InterruptedException e) {
      terminate();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void join() throws InterruptedException {
    remote.callInterruptibly(Call.of("join"));
  }

  @Override
  public boolean join(Duration timeout) throws InterruptedException {
    return remote.<Boolean>single(remote.callInterruptibly(Call.of("joinFor").value(timeout)));
  }

  @Override
  public void terminate() {
    remote.call(Call.of("terminate"));
  }

  @Override
  public void terminateWorkers() {
    remote.call(Call.of("terminateWorkers"));
  }

  @Override
  public void killWorkers() {
    remote.call(Call.of("killWorkers"));
  }

  @Override
  public boolean isClosed() {
    return remote.test(Call.of("isClosed"));
  }

  @Override
  public boolean isTerminated() {
    return remote.test(Call.of("isTerminated"));
  }

  @Override
  public String name() {
    return remote.get(Call.of("name"));
  }

  @Override
  @SuppressWarnings("unchecked") // what the pool says
  public List<WorkerInfo> workers() {
    return (List<WorkerInfo>) (List<?>) remote.call(Call.of("workers"));
  }

  @Override
  public Progress progress() {
    return remote.get(Call.of("progress"));
  }

  /** Asks now and then, until the registration is closed or the pool has ended. */
  @Override
  public Registration onProgress(Duration interval, Consumer<? super Progress> listener) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be more than zero, was " + interval);
    }
    requireNonNull(listener, "listener");
    AtomicReference<@Nullable Progress> last = new AtomicReference<>();
    ScheduledFuture<?> schedule = TroupeRuntime.current()
        .timer()
        .scheduleAtFixedRate(
            () -> RemoteResult.CALLBACKS.execute(() -> report(last, listener)),
            0,
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
    return () -> schedule.cancel(false);
  }

  private void report(
      AtomicReference<@Nullable Progress> last, Consumer<? super Progress> listener) {
    Progress now = progress();
    if (!now.equals(last.getAndSet(now))) {
      listener.accept(now);
    }
  }

  /**
   * Not for a pool that lives elsewhere.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public ExecutorService asExecutorService() {
    throw new UnsupportedOperationException(
        "A managed pool has no executor view; use applyAsync, or a pool of this process");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return remote.object().hashCode();
  }

  @Override
  public String toString() {
    return "Pool(" + remote + ")";
  }
}
