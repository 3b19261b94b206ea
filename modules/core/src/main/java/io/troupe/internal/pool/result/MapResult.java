package io.troupe.internal.pool.result;

import io.troupe.MapOptions;
import io.troupe.Progress;
import io.troupe.internal.pool.crew.TaskTarget;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.pool.dispatch.Terms;
import io.troupe.internal.pool.worker.Values;
import io.troupe.internal.result.Outcome;
import io.troupe.proto.TaskShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The result of a map: decided once all chunks have ended. */
public final class MapResult<R> extends PoolResult<List<R>> {
  private final Terms terms;
  private final int size;
  private final PoolTask[] tasks;
  private final Outcome<?>[] endings;
  private final AtomicInteger missing;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<@Nullable Outcome<?>> firstFailure = new AtomicReference<>();

  private MapResult(Lease lease, Terms terms, int size, int chunks, MapOptions<R> options) {
    super(lease, options.callback(), options.errorCallback());
    this.terms = terms;
    this.size = size;
    tasks = new PoolTask[chunks];
    endings = new Outcome<?>[chunks];
    missing = new AtomicInteger(chunks);
  }

  /**
   * Encodes the items chunk by chunk, and submits each chunk at once, so that workers begin while
   * others are encoded.
   */
  public static <R> MapResult<R> submit(
      Lease lease, Object f, TaskShape shape, List<?> items, MapOptions<R> options) {
    TaskTarget target = lease.target();
    Values values = target.values();
    Object function = values.function(f);
    long timeout = target.traits().timeoutNanos(options.timeout());
    String name = values.describe(function);
    Terms terms =
        new Terms(function, shape, timeout, target.traits().retries(options.retries()), name);
    int chunkSize =
        chunkSize(options.chunkSize(), timeout, items.size(), target.traits().workers());
    int chunks = (int) (((long) items.size() + chunkSize - 1) / chunkSize);
    MapResult<R> result = new MapResult<>(lease, terms, items.size(), chunks, options);
    result.submit(items, chunkSize);
    return result;
  }

  static int chunkSize(int asked, long timeoutNanos, int items, int workers) {
    if (asked > 0) {
      return asked;
    }
    int shares = 4 * workers;
    return timeoutNanos > 0 ? 1 : Math.max(1, (items + shares - 1) / shares);
  }

  private void submit(List<?> items, int chunkSize) {
    if (tasks.length == 0) {
      decide(Outcome.of(new ArrayList<>()));
      finish();
      return;
    }
    for (int i = 0; i < tasks.length; i++) {
      int start = i * chunkSize;
      try {
        submit(i, items.subList(start, Math.min(size, start + chunkSize)));
      } catch (RuntimeException | Error e) { // cannot cross, or the pool takes no more: at the call
        withdrawAll();
        throw e;
      }
    }
  }

  private void submit(int index, List<?> chunk) {
    PoolTask task = PoolTask.of(() -> encode(index, chunk));
    tasks[index] = task;
    target().submit(task);
  }

  private PoolTask encode(int index, List<?> chunk) {
    Values values = target().values();
    Object arguments = values.items(chunk);
    return new PoolTask(this, terms, arguments, values.bytes(arguments), index, chunk.size());
  }

  @Override
  public void ended(PoolTask task, Outcome<?> ending) {
    endings[task.index] = ending;
    if (task.failed) {
      failed.addAndGet(task.items);
      firstFailure.compareAndSet(null, ending);
    } else {
      done.addAndGet(task.items);
    }
    if (missing.decrementAndGet() == 0) {
      settleAll();
    }
  }

  @SuppressWarnings("unchecked") // a failure has no value whose type could be wrong
  private void settleAll() {
    Outcome<?> failure = firstFailure.get();
    settle(failure == null ? new Concatenation<>(endings, size) : (Outcome<List<R>>) failure);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!settle(cancelled(terms.name()))) {
      return false;
    }
    if (mayInterruptIfRunning) {
      target().abort(submitted());
    } else {
      withdrawAll();
    }
    return true;
  }

  @Override
  String what() {
    return terms.name() + " (" + size + " items)";
  }

  @Override
  boolean anyFailed() {
    return failed.get() > 0;
  }

  private void withdrawAll() {
    target().takeBack(submitted());
  }

  private List<PoolTask> submitted() {
    return Arrays.stream(tasks).filter(task -> task != null).toList();
  }

  @Override
  public Progress progress() {
    long running = submitted().stream()
        .filter(MapResult::runs)
        .mapToLong(task -> task.items)
        .sum();
    return new Progress(size, done.get(), failed.get(), running);
  }

  private static boolean runs(PoolTask task) {
    return !task.ended && task.attempts > 0;
  }

  @Override
  public int attempts() {
    return submitted().stream().mapToInt(task -> task.attempts).max().orElse(0);
  }
}
