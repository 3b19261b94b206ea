package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.log.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what another runtime was told, and need not answer, is known to have arrived there.
 * Thread-safe.
 */
final class Arrivals {
  private static final Log log = Log.of(Arrivals.class);
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Owner owner;
  private final Patience patience;
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong arrived = new AtomicLong();

  Arrivals(Owner owner, Patience patience) {
    this.owner = owner;
    this.patience = patience;
  }

  /**
   * Counts a frame that was sent; not before it was, else a wait of another thread could overtake
   * it.
   */
  void told() {
    told.incrementAndGet();
  }

  /** As {@link Owner#fence}. */
  boolean await(long nanos) {
    long sent = told.get();
    if (!isAnyUnderWay()) {
      return true;
    }
    if (patience.isSpent(nanos)) {
      return false;
    }
    try {
      if (!patience.await(owner.ask(0, ObjectFrames.fence()), nanos)) {
        return false;
      }
      arrived.accumulateAndGet(sent, Math::max);
    } catch (OwnerLostException e) {
      log.debug("{} is gone: nobody is left who could miss anything", owner, e);
    }
    return true;
  }

  /** Waits before the end of this runtime: for a second at most, and not once interrupted. */
  void awaitLast() {
    try {
      if (isAnyUnderWay()) {
        owner.ask(0, ObjectFrames.fence()).get(LAST_NANOS);
      }
    } catch (OwnerLostException e) {
      log.debug("{} is gone: nobody is left who could miss anything", owner, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnyUnderWay() {
    return arrived.get() < told.get() && !owner.isClosed();
  }
}
