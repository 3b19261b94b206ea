package io.troupe.internal.sync;

import io.troupe.function.VoidTask0;
import io.troupe.internal.lending.Memories;
import io.troupe.internal.lending.RemoteItems;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Items;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.sync.cell.CellMemory;
import io.troupe.internal.sync.cell.EventCell;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.SemaphoreCell;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.sync.Barrier;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the locks of one runtime and their relatives, and opens those of others. Thread-safe. */
public final class Syncs {
  private final Objects objects;
  private final Memories memories;

  public Syncs(Objects objects) {
    this.objects = objects;
    this.memories = new Memories(objects, new BlockLocks.Owners(objects));
  }

  /** Returns how memory crosses, whose owner has the locks that lie beside it. */
  public Memories memories() {
    return memories;
  }

  public Lock lock() {
    return lock(Sharing.CELL);
  }

  public Lock lock(Sharing sharing) {
    ObjectRef object = create("lock", new LockState(memory(sharing, LockCell.BYTES), false));
    return openLock(object);
  }

  public RLock rlock() {
    return rlock(Sharing.CELL);
  }

  public RLock rlock(Sharing sharing) {
    ObjectRef object = create("rlock", new LockState(memory(sharing, LockCell.BYTES), true));
    return openRLock(object);
  }

  public Semaphore semaphore(int permits) {
    return semaphore(permits, Sharing.CELL);
  }

  /**
   * Makes a semaphore.
   *
   * @throws IllegalArgumentException if the number of permits is negative
   */
  public Semaphore semaphore(int permits, Sharing sharing) {
    return openSemaphore(semaphoreObject(permits, Integer.MAX_VALUE, sharing));
  }

  public BoundedSemaphore boundedSemaphore(int permits) {
    return boundedSemaphore(permits, Sharing.CELL);
  }

  /**
   * Makes a bounded semaphore.
   *
   * @throws IllegalArgumentException if the number of permits is negative
   */
  public BoundedSemaphore boundedSemaphore(int permits, Sharing sharing) {
    return openBoundedSemaphore(semaphoreObject(permits, permits, sharing), permits);
  }

  private ObjectRef semaphoreObject(int permits, int bound, Sharing sharing) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must not be negative, was " + permits);
    }
    CellMemory memory = memory(sharing, SemaphoreCell.BYTES);
    return create("semaphore", new SemaphoreState(memory, permits, bound));
  }

  /**
   * Makes a condition.
   *
   * @param lock in whichever mode
   * @throws IllegalArgumentException if it is not one of Troupe's
   */
  public Condition condition(Lock lock) {
    if (!(lock instanceof DefaultLock own)) {
      throw new IllegalArgumentException(
          "A condition needs a lock that Lock.create() or RLock.create() has made, not a "
              + lock.getClass().getName());
    }
    return openCondition(create("condition", new ConditionState()), own);
  }

  public Event event() {
    return event(Sharing.CELL);
  }

  public Event event(Sharing sharing) {
    return openEvent(create("event", new EventState(memory(sharing, EventCell.BYTES))));
  }

  /**
   * Makes a barrier, of which the actor has all.
   *
   * @param action null for none
   * @param timeout null for none
   * @throws IllegalArgumentException if there is not at least one party, or the timeout is not more
   *     than zero
   */
  public Barrier barrier(int parties, @Nullable VoidTask0 action, @Nullable Duration timeout) {
    BarrierPlan plan = new BarrierPlan(parties, action, timeout);
    return openBarrier(create("barrier", new BarrierState(parties, action != null)), plan);
  }

  /** Returns the lock that lies beside a value or an array. */
  public RLock lockOf(Items items) {
    return memoryLock(items);
  }

  private DefaultRLock memoryLock(Items items) {
    return new DefaultRLock(
        items instanceof Block block
            ? new LockAddress.OfBlock(block, objects)
            : new LockAddress.OfRemote((RemoteItems) items));
  }

  /** Prepares for memory of this process to be used by others: they may want its lock. */
  public void expectUsersOf(Items items) {
    if (items instanceof Block block && block.maker().isThisProcess()) {
      BlockLocks.publish(objects);
    }
  }

  private static CellMemory memory(Sharing sharing, int bytes) {
    return sharing == Sharing.CELL ? CellMemory.shared(bytes) : CellMemory.own(bytes);
  }

  private ObjectRef create(String kind, SyncState state) {
    return objects.create(kind, (number, self) -> SyncState.role(state));
  }

  /**
   * Opens what arrived. Blocks: may link this process to the owner.
   *
   * @throws IOException if the handle is of a kind that this version does not know
   * @throws io.troupe.OwnerLostException if the owner or the object is gone
   */
  SyncObject open(SyncHandle handle) throws IOException {
    if (handle.getKind() == SyncKind.SYNC_KIND_MEMORY_LOCK) {
      return memoryLock(memories.open(handle.getBlock(), handle.getObject()));
    }
    ObjectRef object = objects.open(handle.getObject());
    return switch (handle.getKind()) {
      case SYNC_KIND_LOCK -> openLock(object);
      case SYNC_KIND_RLOCK -> openRLock(object);
      case SYNC_KIND_SEMAPHORE -> openSemaphore(object);
      case SYNC_KIND_BOUNDED_SEMAPHORE -> openBoundedSemaphore(object, handle.getBound());
      case SYNC_KIND_CONDITION -> openCondition(object, (DefaultLock) open(handle.getLock()));
      case SYNC_KIND_EVENT -> openEvent(object);
      case SYNC_KIND_BARRIER ->
        openBarrier(object, BarrierPlan.decode(handle.getBarrier(), objects.payloads()));
      default -> throw new IOException("unknown kind of lock: " + handle.getKindValue());
    };
  }

  private static DefaultEvent openEvent(ObjectRef object) {
    return object.companion(() -> new DefaultEvent(object));
  }

  private static DefaultBarrier openBarrier(ObjectRef object, BarrierPlan plan) {
    return object.companion(() -> new DefaultBarrier(object, plan));
  }

  private static DefaultLock openLock(ObjectRef object) {
    return object.companion(() -> new DefaultLock(new LockAddress.OfObject(object, false)));
  }

  private static DefaultRLock openRLock(ObjectRef object) {
    return object.companion(() -> new DefaultRLock(new LockAddress.OfObject(object, true)));
  }

  private static DefaultSemaphore openSemaphore(ObjectRef object) {
    return object.companion(() -> new DefaultSemaphore(object));
  }

  private static DefaultSemaphore.Bounded openBoundedSemaphore(ObjectRef object, int bound) {
    return object.companion(() -> new DefaultSemaphore.Bounded(object, bound));
  }

  private static DefaultCondition openCondition(ObjectRef object, DefaultLock lock) {
    return object.companion(() -> new DefaultCondition(object, lock));
  }
}
