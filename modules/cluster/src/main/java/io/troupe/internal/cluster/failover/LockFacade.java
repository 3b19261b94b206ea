package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverLock;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.Optional;

/** A lock, as it is used. */
record LockFacade(Permits permits) implements FailoverLock {
  @Override
  public FailoverHold acquire() throws InterruptedException {
    return permits.acquire(Deadline.NEVER).orElseThrow();
  }

  @Override
  public Optional<FailoverHold> acquire(Duration timeout) throws InterruptedException {
    return permits.acquire(Deadline.after(timeout));
  }

  @Override
  public boolean locked() {
    return permits.taken() > 0;
  }

  @Override
  public String toString() {
    return "FailoverLock[" + permits.object() + "]";
  }
}
