package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverSemaphore;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.Optional;

/** A semaphore, as it is used. */
record SemaphoreFacade(Permits permits) implements FailoverSemaphore {
  @Override
  public FailoverHold acquire() throws InterruptedException {
    return permits.acquire(Deadline.NEVER).orElseThrow();
  }

  @Override
  public Optional<FailoverHold> acquire(Duration timeout) throws InterruptedException {
    return permits.acquire(Deadline.after(timeout));
  }

  @Override
  public int available() {
    return permits.permits() - permits.taken();
  }

  @Override
  public String toString() {
    return "FailoverSemaphore[" + permits.object() + "]";
  }
}
