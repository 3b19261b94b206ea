package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncStatus;

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
  public int releaseAll() {
    return release(true);
  }

  private int release(boolean all) {
    object.objects().fence();
    Frame answer = object.ask(release(thread(), all)).joinReading();
    return answer.getSync().getReleased().getCount();
  }

  @Override
  public boolean isMine() {
    return holding().isMine();
  }

  @Override
  public Holding holding() {
    SyncStatus status = SyncFrames.query(object);
    return new Holding(status.getWord(), status.getCount(), LockWord.heldBy(token, thread()));
  }
}
