package io.troupe.internal.pool.result;

import io.troupe.ImapOptions;
import io.troupe.internal.pool.dispatch.PoolTask;
import io.troupe.internal.result.Outcome;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results in the order of the input. */
public final class OrderedWindow<R> extends ResultWindow<R> {
  /** In the order of the input; for the consumer only. */
  private final ArrayDeque<PoolTask> tasks = new ArrayDeque<>();

  public OrderedWindow(Lease lease, Object f, Iterator<?> input, ImapOptions options) {
    super(lease, f, input, options);
  }

  @Override
  void submitted(PoolTask task) {
    tasks.addLast(task);
  }

  @Override
  public void ended(PoolTask task, Outcome<?> ending) {
    task.ending = ending;
    wake();
  }

  @Override
  boolean isHere() {
    PoolTask first = tasks.peekFirst();
    return first != null && first.ending != null;
  }

  @Override
  @Nullable
  Outcome<?> poll() {
    PoolTask first = tasks.peekFirst();
    Outcome<?> ending = first == null ? null : first.ending;
    if (ending != null) {
      tasks.removeFirst();
    }
    return ending;
  }

  @Override
  List<PoolTask> underWay() {
    List<PoolTask> all = List.copyOf(tasks);
    tasks.clear();
    return all;
  }
}
