package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncStatus;
import java.util.OptionalInt;

/** A semaphore that only its actor can reach. */
final class RemoteSemaphoreClient implements SemaphoreClient {

  private final ObjectRef object;

  RemoteSemaphoreClient(ObjectRef object) {
    this.object = object;
  }

  private Answer ask(int permits, boolean noWait) {
    SyncAcquire wish =
        SyncAcquire.newBuilder().setCount(permits).setNoWait(noWait).build();
    return object.ask(SyncFrames.frame(SyncFrame.newBuilder().setAcquire(wish)));
  }

  private static Frame.Builder release(SyncRelease.Builder wish) {
    return SyncFrames.frame(SyncFrame.newBuilder().setRelease(wish));
  }

  @Override
  public boolean tryAcquire(int permits) {
    return ask(permits, true).awaitBriefly(late -> releaseLater(permits)) != null;
  }

  @Override
  public void acquire(int permits) {
    ask(permits, false).join();
  }

  @Override
  public boolean acquire(int permits, long nanos) throws InterruptedException {
    return ask(permits, false).await(nanos, late -> releaseLater(permits)) != null;
  }

  private void releaseLater(int permits) {
    object.post(release(SyncRelease.newBuilder().setCount(permits)));
  }

  @Override
  public void release(int permits) {
    object.objects().fence();
    object.ask(release(SyncRelease.newBuilder().setCount(permits))).settle();
  }

  @Override
  public int value() {
    return SyncFrames.query(object).getCount();
  }

  @Override
  public OptionalInt glance() {
    SyncStatus status = SyncFrames.glance(object);
    return status == null ? OptionalInt.empty() : OptionalInt.of(status.getCount());
  }
}
