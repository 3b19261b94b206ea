package io.troupe.internal.pool;

import io.troupe.ImapOptions;
import io.troupe.internal.result.Ending;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Results in the order in which they come. */
final class UnorderedWindow<R> extends ResultWindow<R> {
  private final ConcurrentLinkedQueue<Ending<?>> endings = new ConcurrentLinkedQueue<>();
  private final Set<PoolTask> tasks = ConcurrentHashMap.newKeySet();

  UnorderedWindow(PoolCore core, Object f, Iterator<?> input, ImapOptions options) {
    super(core, f, input, options);
  }

  @Override
  void submitted(PoolTask task) {
    tasks.add(task);
    if (task.ended) {
      tasks.remove(task);
    }
  }

  @Override
  public void ended(PoolTask task, Ending<?> ending) {
    tasks.remove(task);
    endings.add(ending);
    wake();
  }

  @Override
  boolean isHere() {
    return !endings.isEmpty();
  }

  @Override
  @Nullable
  Ending<?> poll() {
    return endings.poll();
  }

  @Override
  Iterable<PoolTask> underWay() {
    return tasks;
  }
}
