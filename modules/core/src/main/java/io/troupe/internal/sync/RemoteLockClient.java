package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock that only its actor can reach. */
final class RemoteLockClient implements LockClient {
  private final ObjectRef object;
  private final int token;
  private final Supplier<String> cell;

  RemoteLockClient(ObjectRef object, int token) {
    this(object, token, () -> "");
  }

  /**
   * @param cell which of the actor's cells; throws {@link IllegalStateException} once the lock
   *     cannot be used any more
   */
  RemoteLockClient(ObjectRef object, int token, Supplier<String> cell) {
    this.object = object;
    this.token = token;
    this.cell = cell;
  }

  private static long thread() {
    return Thread.currentThread().getId();
  }

  private Answer ask(SyncAcquire.Builder wish) {
    return object.ask(SyncFrames.frame(
        SyncFrame.newBuilder().setAcquire(wish.setThread(thread()).setCell(cell.get()))));
  }

  @Override
  public boolean tryAcquire() {
    Frame.Builder release = release(false);
    Answer answer = ask(SyncAcquire.newBuilder().setNoWait(true));
    return answer.awaitBriefly(late -> object.post(release)) != null;
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    Frame.Builder release = release(false);
    return ask(SyncAcquire.newBuilder()).await(nanos, late -> object.post(release)) != null;
  }

  /** The release by this thread, which another may send. */
  private Frame.Builder release(boolean all) {
    SyncRelease wish = SyncRelease.newBuilder()
        .setThread(thread())
        .setAll(all)
        .setCell(cell.get())
        .build();
    return SyncFrames.frame(SyncFrame.newBuilder().setRelease(wish));
  }

  @Override
  public void reacquire(int count) {
    ask(SyncAcquire.newBuilder().setCount(count)).join();
  }

  @Override
  public void release() {
    releaseNow(false);
  }

  @Override
  public void releaseAll() {
    releaseNow(true);
  }

  private void releaseNow(boolean all) {
    object.objects().fence();
    object.ask(release(all)).settle();
  }

  @Override
  public Holding holding() {
    return holding(SyncFrames.query(object, cell.get()));
  }

  @Override
  public @Nullable Holding holding(long nanos) throws InterruptedException {
    SyncStatus status = SyncFrames.query(object, cell.get(), nanos);
    return status == null ? null : holding(status);
  }

  @Override
  public @Nullable Holding glance() {
    SyncStatus status = SyncFrames.glance(object, cell.get());
    return status == null ? null : holding(status);
  }

  private Holding holding(SyncStatus status) {
    return new Holding(status.getWord(), status.getCount(), LockWord.heldBy(token, thread()));
  }
}
