package io.troupe.cluster;

import io.troupe.sync.Hold;

/** A lock or a permit that this process has. Thread-safe. */
public interface FailoverHold extends Hold {

  /**
   * Returns the fencing token: each holder of a lock has a larger one than all before it, whichever
   * nodes were lost meanwhile. The resource that the lock protects can refuse requests with a token
   * that is smaller than the largest it has seen: they come from a process that was stopped, and
   * does not know yet that the lock has another holder. Does not block.
   */
  long token();

  /**
   * Releases it. No effect if this was done before; may be tried again after a failure.
   *
   * @throws FailoverException if it was lost before, for this process was taken for dead, or if no
   *     majority answers
   */
  @Override
  void close();
}
