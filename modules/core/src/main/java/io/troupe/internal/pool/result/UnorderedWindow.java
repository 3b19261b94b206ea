package io.troupe.internal.pool.result;

import io.troupe.ImapOptions;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.result.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Results in the order in which they come. */
public final class UnorderedWindow<R> extends ResultWindow<R> {
  private static final int SPARE = 64;

  private final ConcurrentLinkedQueue<Outcome<?>> endings = new ConcurrentLinkedQueue<>();

  /** Those that have ended among them are thrown out now and then; for the consumer only. */
  private final List<PoolTask> tasks = new ArrayList<>();

  public UnorderedWindow(Lease lease, Object f, Iterator<?> input, ImapOptions options) {
    super(lease, f, input, options);
  }

  @Override
  void submitted(PoolTask task) {
    if (tasks.size() > 2 * open() + SPARE) {
      tasks.removeIf(each -> each.ended);
    }
    tasks.add(task);
  }

  @Override
  public void ended(PoolTask task, Outcome<?> ending) {
    endings.add(ending);
    wake();
  }

  @Override
  boolean isHere() {
    return !endings.isEmpty();
  }

  @Override
  @Nullable
  Outcome<?> poll() {
    return endings.poll();
  }

  @Override
  List<PoolTask> underWay() {
    return tasks.stream().filter(task -> !task.ended).toList();
  }
}
