package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncStatus;
import org.jspecify.annotations.Nullable;

/** A lock that only its actor can reach. */
final class RemoteLockClient implements LockClient {
  private final ObjectRef object;
  private final int token;

  RemoteLockClient(ObjectRef object, int token) {
    this.object = object;
    this.token = token;
  }

  private static long thread() {
    return Thread.currentThread().getId();
  }

  private Answer ask(SyncAcquire.Builder wish) {
    return object.ask(
        SyncFrames.frame(SyncFrame.newBuilder().setAcquire(wish.setThread(thread()))));
  }

  @Override
  public boolean tryAcquire() {
    long thread = thread();
    Answer answer = ask(SyncAcquire.newBuilder().setNoWait(true));
    return answer.awaitBriefly(late -> releaseLater(thread)) != null;
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    long thread = thread();
    return ask(SyncAcquire.newBuilder()).await(nanos, late -> releaseLater(thread)) != null;
  }

  private void releaseLater(long thread) {
    object.post(release(thread, false));
  }

  private static Frame.Builder release(long thread, boolean all) {
    SyncRelease wish = SyncRelease.newBuilder().setThread(thread).setAll(all).build();
    return SyncFrames.frame(SyncFrame.newBuilder().setRelease(wish));
  }

  @Override
  public void reacquire(int count) {
    ask(SyncAcquire.newBuilder().setCount(count)).join();
  }

  @Override
  public void release() {
    release(false);
  }

  @Override
  public void releaseAll() {
    release(true);
  }

  private void release(boolean all) {
    object.objects().fence();
    object.ask(release(thread(), all)).settle();
  }

  @Override
  public Holding holding() {
    return holding(SyncFrames.query(object));
  }

  @Override
  public @Nullable Holding holding(long nanos) throws InterruptedException {
    SyncStatus status = SyncFrames.query(object, nanos);
    return status == null ? null : holding(status);
  }

  @Override
  public @Nullable Holding glance() {
    SyncStatus status = SyncFrames.glance(object);
    return status == null ? null : holding(status);
  }

  private Holding holding(SyncStatus status) {
    return new Holding(status.getWord(), status.getCount(), LockWord.heldBy(token, thread()));
  }
}
