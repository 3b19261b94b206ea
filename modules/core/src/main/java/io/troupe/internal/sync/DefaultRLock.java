package io.troupe.internal.sync;

import io.troupe.sync.RLock;

/** A reentrant lock of any process. */
final class DefaultRLock extends DefaultLock implements RLock {
  DefaultRLock(LockAddress address) {
    super(address);
  }

  @Override
  public int getHoldCount() {
    LockClient.Holding holding = client().holding();
    return holding.isMine() ? holding.count() : 0;
  }

  @Override
  public String toString() {
    LockClient.Holding holding = glance();
    if (holding == null) {
      return "RLock[holder=" + holder(null) + ']';
    }
    String count = holding.isMine() ? Integer.toString(holding.count()) : "1 or more";
    return "RLock[holder=" + holder(holding) + ", count=" + (holding.isLocked() ? count : "0")
        + ']';
  }
}
