package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Peers;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncQuery;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock that only its actor can reach. */
final class RemoteMutex implements Mutex {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteMutex.class);

  private final ObjectRef object;
  private final int token;
  private final boolean reentrant;

  /** Whether this process has taken the lock, and not released it itself. */
  private final AtomicBoolean taken = new AtomicBoolean();

  RemoteMutex(ObjectRef object, int token, boolean reentrant) {
    this.object = object;
    this.token = token;
    this.reentrant = reentrant;
  }

  private static long thread() {
    return Thread.currentThread().getId();
  }

  private Answer ask(SyncAcquire.Builder wish) {
    return object.ask(Frame.newBuilder().setSyncAcquire(wish.setThread(thread())));
  }

  @Override
  public boolean tryAcquire() {
    return taken(ask(SyncAcquire.newBuilder().setNoWait(true)).joinReading().hasSyncAcquired());
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    return taken(Waits.await(object, ask(SyncAcquire.newBuilder()), nanos) != null);
  }

  private boolean taken(boolean got) {
    if (got) {
      taken.set(true);
    }
    return got;
  }

  @Override
  public void reacquire(int count) {
    ask(SyncAcquire.newBuilder().setCount(count)).join();
    taken.set(true);
  }

  @Override
  public void release() {
    if (!reentrant && taken.compareAndSet(true, false)) {
      releaseTaken();
    } else {
      release(false);
    }
  }

  @Override
  public int releaseAll() {
    return release(true);
  }

  /** Does not wait for an answer, which could say nothing new. */
  private void releaseTaken() {
    object.fenceOthers();
    try {
      object.tell(Frame.newBuilder().setSyncRelease(SyncRelease.newBuilder().setThread(thread())));
    } catch (OwnerLostException e) {
      LOG.debug("The lock went with its owner", e);
    }
  }

  private int release(boolean all) {
    taken.set(false);
    Peers.ofThisProcess().fence();
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
