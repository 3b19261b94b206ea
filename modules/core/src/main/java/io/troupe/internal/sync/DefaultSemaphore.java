package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.sync.Hold;
import io.troupe.sync.Semaphore;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A semaphore of any process. The cell is found when it is first needed. */
class DefaultSemaphore implements Semaphore, SyncObject {
  private final ObjectRef object;
  private final int bound;
  private final Hold hold = this::release;
  private volatile @Nullable Permits permits;

  DefaultSemaphore(ObjectRef object) {
    this(object, Integer.MAX_VALUE);
  }

  DefaultSemaphore(ObjectRef object, int bound) {
    this.object = object;
    this.bound = bound;
  }

  int bound() {
    return bound;
  }

  private Permits permits() {
    Permits known = permits;
    return known != null ? known : attach();
  }

  // Twice at once is no harm: both get the same.
  private Permits attach() {
    Attachment attachment = Attachment.to(object);
    ByteBuffer memory = attachment.memory();
    Permits attached = memory == null
        ? new RemotePermits(object)
        : new CellPermits(new SemaphoreCell(memory), attachment.home(), bound);
    permits = attached;
    return attached;
  }

  private static int check(int permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be 1 or more, was " + permits);
    }
    return permits;
  }

  @Override
  public void acquire(int wanted) throws InterruptedException {
    check(wanted);
    Waits.checkInterrupt();
    permits().acquire(wanted, Waits.FOREVER);
  }

  @Override
  public boolean acquire(Duration timeout) throws InterruptedException {
    return acquireFor(1, Waits.nanos(timeout));
  }

  @Override
  public void acquireUninterruptibly(int wanted) {
    permits().acquire(check(wanted));
  }

  @Override
  public boolean tryAcquire(int wanted) {
    return permits().tryAcquire(check(wanted));
  }

  @Override
  public boolean tryAcquire(int wanted, long time, TimeUnit unit) throws InterruptedException {
    return acquireFor(check(wanted), unit.toNanos(time));
  }

  private boolean acquireFor(int wanted, long nanos) throws InterruptedException {
    Waits.checkInterrupt();
    return nanos > 0 ? permits().acquire(wanted, nanos) : permits().tryAcquire(wanted);
  }

  // The memory lives as long as this does.
  @Override
  public void release(int given) {
    try {
      permits().release(check(given));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public Hold hold() throws InterruptedException {
    acquire();
    return hold;
  }

  @Override
  public int availablePermits() {
    return permits().value();
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(kind())
        .setObject(object.handle())
        .setBound(bound)
        .build();
  }

  SyncKind kind() {
    return SyncKind.SYNC_KIND_SEMAPHORE;
  }

  @Override
  public String toString() {
    return "Semaphore[permits=" + availablePermits() + ']';
  }
}
