package io.troupe.internal.sync;

import io.troupe.Process;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.proto.SyncHandle;
import io.troupe.sync.Condition;
import io.troupe.sync.Hold;
import io.troupe.sync.Lock;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lock of any process. The cell is found when it is first needed. */
class DefaultLock implements Lock, SyncObject {
  private final LockAddress address;
  private final ClientEnd<LockClient> end;
  private final Hold hold = this::unlock;

  DefaultLock(LockAddress address) {
    this.address = address;
    this.end = new ClientEnd<>(address::open);
  }

  LockClient client() {
    return end.getUnlessInterrupted();
  }

  /** Returns null if the owner does not answer in time. */
  @Nullable
  LockClient client(long nanos) throws InterruptedException {
    return end.get(nanos);
  }

  /** Returns who holds it; null if the owner is silent. */
  LockClient.@Nullable Holding glance() {
    LockClient client = end.soon();
    return client == null ? null : client.glance();
  }

  @Override
  public SyncHandle toHandle() {
    return address.toHandle();
  }

  @Override
  public void lock() {
    end.get().acquire();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    acquireFor(Deadline.FOREVER);
  }

  @Override
  public boolean tryLock() {
    LockClient client = end.soon();
    return client != null && client.tryAcquire();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return acquireFor(unit.toNanos(time));
  }

  @Override
  public boolean acquire(Duration timeout) throws InterruptedException {
    return acquireFor(Deadline.nanos(timeout));
  }

  private boolean acquireFor(long nanos) throws InterruptedException {
    Interrupts.check();
    return nanos > 0 ? end.within(nanos, LockClient::acquire) : tryLock();
  }

  // The memory lives as long as this does.
  @Override
  public void unlock() {
    try {
      client().release();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public Hold hold() throws InterruptedException {
    lockInterruptibly();
    return hold;
  }

  @Override
  public Condition newCondition() {
    return Condition.create(this);
  }

  @Override
  public boolean locked() {
    return client().holding().isLocked();
  }

  @Override
  public boolean wasAbandoned() {
    return client().holding().isAbandoned();
  }

  @Override
  public String toString() {
    return "Lock[holder=" + holder(glance()) + ']';
  }

  /** Names a holder as far as it is known here. */
  static String holder(LockClient.@Nullable Holding holding) {
    if (holding == null) {
      return "unknown: its owner does not answer";
    }
    if (!holding.isLocked()) {
      return "none";
    }
    if (!holding.isThisProcess()) {
      return "another process";
    }
    String process = Process.current().name();
    return holding.isMine()
        ? process + '|' + Thread.currentThread().getName()
        : "another thread of " + process;
  }
}
