package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that only its actor can reach. */
final class RemoteMutex implements Mutex {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteMutex.class);

  private final ObjectRef object;
  private final int token;

  RemoteMutex(ObjectRef object, int token) {
    this.object = object;
    this.token = token;
  }

  private static long thread() {
    return Thread.currentThread().getId();
  }

  private Answer ask(SyncAcquire.Builder wish) {
    return object.ask(Frame.newBuilder().setSyncAcquire(wish.setThread(thread())));
  }

  @Override
  public boolean tryAcquire() {
    return ask(SyncAcquire.newBuilder().setNoWait(true)).joinReading().hasSyncAcquired();
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    return Waits.await(object, ask(SyncAcquire.newBuilder()), nanos) != null;
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
    TroupeRuntime.current().objects().fence();
    SyncRelease.Builder wish = SyncRelease.newBuilder().setThread(thread()).setAll(all);
    try {
      Frame answer = object.ask(Frame.newBuilder().setSyncRelease(wish)).joinReading();
      return answer.getSyncReleased().getCount();
    } catch (OwnerLostException e) {
      LOG.debug("The lock went with its owner", e);
      return 1;
    }
  }

  @Override
  public boolean isMine() {
    return holding().isMine();
  }

  @Override
  public Holding holding() {
    SyncState state = object
        .ask(Frame.newBuilder().setSyncQuery(SyncQuery.getDefaultInstance()))
        .join()
        .getSyncState();
    return new Holding(state.getWord(), state.getCount(), LockWord.heldBy(token, thread()));
  }
}
