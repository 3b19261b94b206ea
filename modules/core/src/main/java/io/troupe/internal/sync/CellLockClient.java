package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.internal.sync.cell.Misuse;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.SyncAcquire;
import java.util.concurrent.atomic.AtomicLong;

/** A lock whose cell this process has mapped. */
final class CellLockClient implements LockClient {
  private static final AtomicLong tickets = new AtomicLong();

  private final LockCell cell;
  private final CellOwner owner;
  private final boolean reentrant;
  private final int token;

  CellLockClient(LockCell cell, CellOwner owner, boolean reentrant) {
    this.cell = cell;
    this.owner = owner;
    this.reentrant = reentrant;
    this.token = owner.token();
  }

  private long me() {
    return LockWord.heldBy(token, Thread.currentThread().getId());
  }

  @Override
  public boolean tryAcquire() {
    long me = me();
    if (takeAgain(me) || take(me)) {
      return true;
    }
    if (owner.isLost()) {
      throw owner.lost();
    }
    return false;
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    long me = me();
    return takeAgain(me) || take(me) || await(me, nanos);
  }

  @Override
  public void reacquire(int count) {
    long me = me();
    if (!takeAgain(me) && !take(me) && !Patience.trying(this::take, me, Deadline.FOREVER)) {
      long ticket = ticket();
      ask(ticket).join();
      claim(ticket, me);
    }
    if (count > 1) {
      cell.count(count);
    }
  }

  private boolean takeAgain(long me) {
    if (!reentrant || !cell.isHeldBy(me)) {
      return false;
    }
    cell.count(Math.addExact(cell.count(), 1));
    return true;
  }

  private boolean take(long me) {
    if (!cell.tryTake(me)) {
      return false;
    }
    if (reentrant) {
      cell.count(1);
    }
    if (owner.isLost()) {
      cell.release(me);
      throw owner.lost();
    }
    return true;
  }

  private boolean await(long me, long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    if (Patience.trying(this::take, me, nanos)) {
      return true;
    }
    long ticket = ticket();
    if (ask(ticket).await(Deadline.left(nanos, begin), late -> free(ticket)) == null) {
      return false;
    }
    claim(ticket, me);
    return true;
  }

  // The actor gives the lock to the request, not to its thread: the thread may have given up, and
  // be about to take or release the lock by other ways when it is granted.
  private long ticket() {
    return LockWord.heldBy(token, LockWord.ticket(tickets.incrementAndGet()));
  }

  private Answer ask(long ticket) {
    return owner.ask(SyncAcquire.newBuilder().setThread(LockWord.thread(ticket)));
  }

  private void claim(long ticket, long me) {
    if (!cell.handOn(ticket, me)) {
      throw owner.lost(); // which has freed it, because this process is about to end
    }
  }

  @Override
  public void release() {
    long me = me();
    if (reentrant) {
      releaseOwn(me, false);
    } else {
      fenceAndFree(me);
    }
  }

  @Override
  public void releaseAll() {
    long me = me();
    if (reentrant) {
      releaseOwn(me, true);
    } else {
      fenceAndFree(me);
    }
  }

  private void releaseOwn(long me, boolean all) {
    if (!cell.isHeldBy(me)) {
      throw Misuse.notOwned();
    }
    int count = cell.count();
    if (count > 1 && !all) {
      cell.count(count - 1);
    } else {
      fenceAndFree(me);
    }
  }

  private void fenceAndFree(long me) {
    owner.objects().fence();
    if (!free(me)) {
      throw Misuse.releasedTooOften();
    }
  }

  private boolean free(long holder) {
    LockCell.Release release = cell.release(holder);
    if (release == LockCell.Release.DONE_NOTIFY) {
      owner.wake();
    }
    return release != LockCell.Release.NOT_HELD;
  }

  @Override
  public Holding holding() {
    return new Holding(cell.word(), reentrant ? cell.count() : 1, me());
  }

  @Override
  public Holding holding(long nanos) {
    return holding();
  }

  @Override
  public Holding glance() {
    return holding();
  }
}
