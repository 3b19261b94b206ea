package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncRelease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A semaphore that only its actor can reach. */
final class RemotePermits implements Permits {
  private static final Logger LOG = LoggerFactory.getLogger(RemotePermits.class);

  private final ObjectRef object;

  RemotePermits(ObjectRef object) {
    this.object = object;
  }

  private Answer ask(int permits, boolean noWait) {
    SyncAcquire.Builder wish = SyncAcquire.newBuilder().setCount(permits).setNoWait(noWait);
    return object.ask(Frame.newBuilder().setSyncAcquire(wish));
  }

  @Override
  public boolean tryAcquire(int permits) {
    return ask(permits, true).join().hasSyncAcquired();
  }

  @Override
  public void acquire(int permits) {
    ask(permits, false).join();
  }

  @Override
  public boolean acquire(int permits, long nanos) throws InterruptedException {
    return Waits.await(object, ask(permits, false), nanos) != null;
  }

  @Override
  public void release(int permits) {
    TroupeRuntime.current().objects().fence();
    SyncRelease.Builder wish = SyncRelease.newBuilder().setCount(permits);
    try {
      object.ask(Frame.newBuilder().setSyncRelease(wish)).join();
    } catch (OwnerLostException e) {
      LOG.debug("The semaphore went with its owner", e);
    }
  }

  @Override
  public int value() {
    return object
        .ask(Frame.newBuilder().setSyncQuery(SyncQuery.getDefaultInstance()))
        .join()
        .getSyncState()
        .getCount();
  }
}
