package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many bytes each producer may put without asking, counted since the queue began. Who keeps
 * within its window need not wait for an answer to each put. Not thread-safe.
 */
final class PutWindows {
  private static final long LARGEST_BYTES = 4 << 20;
  private static final int BUDGET_SHARE = 8;

  private final long sizeBytes;
  private final Map<Caller, Window> windows = new HashMap<>();

  private static final class Window {
    private long received;
    private long granted;
  }

  PutWindows(long budgetBytes) {
    sizeBytes = Math.max(1, Math.min(LARGEST_BYTES, budgetBytes / BUDGET_SHARE));
  }

  /** Opens a producer's window as wide as it gets; returns where it ends. */
  long grant(Caller caller) {
    Window window = windows.computeIfAbsent(caller, each -> new Window());
    window.granted = window.received + sizeBytes;
    return window.granted;
  }

  /** A producer has made use of its window; returns whether half of it is used. */
  boolean use(Caller caller, long bytes) {
    Window window = windows.computeIfAbsent(caller, each -> new Window());
    window.received += bytes;
    return window.granted - window.received < sizeBytes / 2;
  }

  void end(Caller caller) {
    windows.remove(caller);
  }

  /** Returns who may put without asking. */
  Set<Caller> holders() {
    return Set.copyOf(windows.keySet());
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }
}
