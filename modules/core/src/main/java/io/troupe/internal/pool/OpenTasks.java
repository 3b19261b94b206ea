package io.troupe.internal.pool;

import io.troupe.internal.pool.dispatch.PoolTask;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tasks of a pool elsewhere that are under way, by their numbers. Thread-safe. */
final class OpenTasks {
  /**
   * Those that have tasks under way: their listeners are to be told, even if nothing else can be
   * reached.
   */
  private static final Set<RemoteTarget> BUSY = ConcurrentHashMap.newKeySet();

  private final RemoteTarget pool;
  private final Map<Long, PoolTask> tasks =
      new HashMap<>(); // guarded by this, as is that it agrees with BUSY

  OpenTasks(RemoteTarget pool) {
    this.pool = pool;
  }

  synchronized void keep(PoolTask task) {
    tasks.put(task.id(), task);
    BUSY.add(pool);
  }

  /** Returns the task if it is open, which it is no more. */
  synchronized @Nullable PoolTask take(long id) {
    PoolTask task = tasks.remove(id);
    if (tasks.isEmpty()) {
      BUSY.remove(pool);
    }
    return task;
  }

  /** Returns those that are open now. */
  synchronized Map<Long, PoolTask> now() {
    return Map.copyOf(tasks);
  }
}
