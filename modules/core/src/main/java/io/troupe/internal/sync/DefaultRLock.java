package io.troupe.internal.sync;

import io.troupe.Process;
import io.troupe.sync.RLock;

/** A reentrant lock of any process. */
final class DefaultRLock extends DefaultLock implements RLock {
  DefaultRLock(MutexOrigin origin) {
    super(origin);
  }

  @Override
  public int getHoldCount() {
    Mutex.Holding holding = mutex().holding();
    return holding.isMine() ? holding.count() : 0;
  }

  @Override
  public String toString() {
    Mutex.Holding holding = mutex().holding();
    if (!holding.isLocked()) {
      return "RLock[holder=none, count=0]";
    }
    if (holding.isMine()) {
      return "RLock[holder=%s|%s, count=%d]"
          .formatted(name(), Thread.currentThread().getName(), holding.count());
    }
    return holding.isThisProcess()
        ? "RLock[holder=another thread of " + name() + ", count=1 or more]"
        : "RLock[holder=another process, count=1 or more]";
  }

  private static String name() {
    return Process.current().name();
  }
}
