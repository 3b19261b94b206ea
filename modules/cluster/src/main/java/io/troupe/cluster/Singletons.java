package io.troupe.cluster;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What keeps the behaviours of this process the only ones of their names. */
final class Singletons {
  private static final Queue<FailoverHold> HELD = new ConcurrentLinkedQueue<>();

  private Singletons() {}

  /**
   * Waits until no other process has what the lock stands for; this one has it to its end. Returns
   * the token.
   */
  static long alone(FailoverLock lock) throws InterruptedException {
    FailoverHold held = lock.acquire();
    HELD.add(held);
    return held.token();
  }
}
