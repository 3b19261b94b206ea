package io.troupe.internal.wait;

/**
 * Says whether a thread that waits may spin for a moment instead of parking. The answer is shared
 * by a host and all its processes, so that never more threads spin than cores are idle.
 * Thread-safe.
 */
public interface CpuGate {

  /** Asks to spin; when the answer is true, {@link #stopSpinning} must follow. */
  boolean startSpinning();

  void stopSpinning();
}
