package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.SemaphoreCell;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Hold;
import io.troupe.sync.Semaphore;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A semaphore of any process. The cell is found when it is first needed. */
class DefaultSemaphore implements Semaphore, SyncObject {
  private final ObjectRef object;
  private final int bound;
  private final Hold hold = this::release;
  private final ClientEnd<SemaphoreClient> end;

  DefaultSemaphore(ObjectRef object) {
    this(object, Integer.MAX_VALUE);
  }

  private DefaultSemaphore(ObjectRef object, int bound) {
    this.object = object;
    this.bound = bound;
    this.end = new ClientEnd<>(this::open);
  }

  /** One that knows its bound. */
  static final class Bounded extends DefaultSemaphore implements BoundedSemaphore {
    Bounded(ObjectRef object, int bound) {
      super(object, bound);
    }

    @Override
    public String toString() {
      return "BoundedSemaphore[permits=" + permits() + ", bound=" + super.bound + ']';
    }
  }

  private @Nullable SemaphoreClient open(long nanos) throws InterruptedException {
    Attachment attachment = Attachment.to(object, nanos);
    return attachment == null ? null : client(attachment);
  }

  private SemaphoreClient client(Attachment attachment) {
    ByteBuffer memory = attachment.memory();
    return memory == null
        ? new RemoteSemaphoreClient(object)
        : new CellSemaphoreClient(new SemaphoreCell(memory), attachment.owner(), bound);
  }

  private static int check(int permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be 1 or more, was " + permits);
    }
    return permits;
  }

  @Override
  public void acquire(int wanted) throws InterruptedException {
    acquireFor(check(wanted), Deadline.FOREVER);
  }

  @Override
  public boolean acquire(Duration timeout) throws InterruptedException {
    return acquireFor(1, Deadline.nanos(timeout));
  }

  @Override
  public void acquireUninterruptibly(int wanted) {
    end.get().acquire(check(wanted));
  }

  @Override
  public boolean tryAcquire(int wanted) {
    check(wanted);
    SemaphoreClient client = end.soon();
    return client != null && client.tryAcquire(wanted);
  }

  @Override
  public boolean tryAcquire(int wanted, long time, TimeUnit unit) throws InterruptedException {
    return acquireFor(check(wanted), unit.toNanos(time));
  }

  private boolean acquireFor(int wanted, long nanos) throws InterruptedException {
    Interrupts.check();
    return nanos > 0
        ? end.within(nanos, (client, left) -> client.acquire(wanted, left))
        : tryAcquire(wanted);
  }

  // The memory lives as long as this does.
  @Override
  public void release(int given) {
    check(given);
    try {
      SemaphoreClient client = end.soon();
      (client == null ? new RemoteSemaphoreClient(object) : client).release(given);
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
    return end.getUnlessInterrupted().value();
  }

  String permits() {
    SemaphoreClient client = end.soon();
    OptionalInt permits = client == null ? OptionalInt.empty() : client.glance();
    return permits.isPresent()
        ? Integer.toString(permits.getAsInt())
        : "unknown: its owner does not answer";
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(
            this instanceof Bounded
                ? SyncKind.SYNC_KIND_BOUNDED_SEMAPHORE
                : SyncKind.SYNC_KIND_SEMAPHORE)
        .setObject(object.handle())
        .setBound(bound)
        .build();
  }

  @Override
  public String toString() {
    return "Semaphore[permits=" + permits() + ']';
  }
}
