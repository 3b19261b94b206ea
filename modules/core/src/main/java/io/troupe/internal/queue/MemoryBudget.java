package io.troupe.internal.queue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the items of all unbounded queues of a process may take. A budget is exceeded by
 * what is under way when it is used up: a window of each producer. Thread-safe.
 */
final class MemoryBudget {
  /** Sets the budget in bytes. */
  static final String PROPERTY = "troupe.queue.memory";

  private static final int HEAP_SHARE = 4;

  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();

  /** What to do when there is room again, once. */
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  private static final class Holder {
    private static final MemoryBudget OF_THIS_PROCESS = fromProperty(System.getProperty(PROPERTY));
  }

  /**
   * Returns the budget of this process: what the property says, else a quarter of the largest heap.
   */
  static MemoryBudget ofThisProcess() {
    return Holder.OF_THIS_PROCESS;
  }

  static MemoryBudget fromProperty(@Nullable String value) {
    return new MemoryBudget(
        value == null ? Runtime.getRuntime().maxMemory() / HEAP_SHARE : parse(value));
  }

  private static long parse(String value) {
    try {
      long bytes = Long.parseLong(value);
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(complaint(value), e);
    }
    throw new IllegalArgumentException(complaint(value));
  }

  private static String complaint(String value) {
    return PROPERTY + " must be a number of bytes above 0, was '" + value + "'";
  }

  long limitBytes() {
    return limitBytes;
  }

  boolean hasRoom() {
    return used.get() < limitBytes;
  }

  void add(long bytes) {
    used.addAndGet(bytes);
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
    if (!waiting.isEmpty() && hasRoom()) {
      notifyWaiting();
    }
  }

  /**
   * Calls {@code onRoom} once there is room again, which may be at once, on the thread that makes
   * it.
   */
  void await(Runnable onRoom) {
    waiting.add(onRoom);
    if (hasRoom()) {
      notifyWaiting();
    }
  }

  void forget(Runnable onRoom) {
    waiting.remove(onRoom);
  }

  private void notifyWaiting() {
    for (Runnable each : List.copyOf(waiting)) {
      if (waiting.remove(each)) {
        each.run();
      }
    }
  }
}
