package io.troupe.internal.sync;

import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.SyncKind;
import io.troupe.sync.BoundedSemaphore;

/** A semaphore of any process that knows its bound. */
final class DefaultBoundedSemaphore extends DefaultSemaphore implements BoundedSemaphore {
  DefaultBoundedSemaphore(ObjectRef object, int bound) {
    super(object, bound);
  }

  @Override
  SyncKind kind() {
    return SyncKind.SYNC_KIND_BOUNDED_SEMAPHORE;
  }

  @Override
  public String toString() {
    return "BoundedSemaphore[permits=" + availablePermits() + ", bound=" + bound() + ']';
  }
}
