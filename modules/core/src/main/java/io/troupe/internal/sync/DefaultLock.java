package io.troupe.internal.sync;

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
  private final MutexOrigin origin;
  private final Hold hold = this::unlock;
  private volatile @Nullable Mutex mutex;

  DefaultLock(MutexOrigin origin) {
    this.origin = origin;
  }

  Mutex mutex() {
    Mutex known = mutex;
    return known != null ? known : open();
  }

  private Mutex open() {
    Mutex opened = origin.open();
    mutex = opened;
    return opened;
  }

  @Override
  public SyncHandle toHandle() {
    return origin.toHandle();
  }

  @Override
  public void lock() {
    mutex().acquire();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    Waits.checkInterrupt();
    mutex().acquire(Waits.FOREVER);
  }

  @Override
  public boolean tryLock() {
    return mutex().tryAcquire();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return acquireFor(unit.toNanos(time));
  }

  @Override
  public boolean acquire(Duration timeout) throws InterruptedException {
    return acquireFor(Waits.nanos(timeout));
  }

  private boolean acquireFor(long nanos) throws InterruptedException {
    Waits.checkInterrupt();
    return nanos > 0 ? mutex().acquire(nanos) : mutex().tryAcquire();
  }

  // The memory lives as long as this does.
  @Override
  public void unlock() {
    try {
      mutex().release();
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
    return mutex().holding().isLocked();
  }

  @Override
  public boolean wasAbandoned() {
    return mutex().holding().isAbandoned();
  }

  @Override
  public String toString() {
    return "Lock[" + (locked() ? "locked" : "free") + ']';
  }
}
