package io.troupe.internal.wait;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gate that waiting threads ask before they spin: that of the runtime, once there is one.
 * Static, for the cores are the machine's: where a JVM has several runtimes, the last one counts
 * for all.
 */
public final class Cores {
  private static volatile CpuGate gate = new OwnGate();

  private Cores() {}

  /** Lets those that are made from now on ask {@code shared}. */
  public static void share(CpuGate shared) {
    gate = shared;
  }

  /** Returns whether the gate counts for several processes. */
  public static boolean areShared() {
    return !(gate instanceof OwnGate);
  }

  /** Returns what waits of this process ask. */
  public static CpuGate gate() {
    return gate;
  }

  // Counts the spinners of this process alone.
  private static final class OwnGate implements CpuGate {
    private final AtomicInteger free =
        new AtomicInteger(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    @Override
    public boolean startSpinning() {
      boolean granted = free.decrementAndGet() >= 0;
      if (!granted) {
        free.incrementAndGet();
      }
      return granted;
    }

    @Override
    public void stopSpinning() {
      free.incrementAndGet();
    }
  }
}
