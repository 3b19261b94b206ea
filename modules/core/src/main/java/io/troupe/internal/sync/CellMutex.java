package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.SyncAcquire;

/** A lock whose cell this process has mapped. */
final class CellMutex implements Mutex {
  private final MutexCell cell;
  private final Home home;
  private final boolean reentrant;
  private final int token;

  CellMutex(MutexCell cell, Home home, boolean reentrant) {
    this.cell = cell;
    this.home = home;
    this.reentrant = reentrant;
    this.token = home.token();
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
    checkHome();
    return false;
  }

  private void checkHome() {
    if (home.isLost()) {
      throw home.lost();
    }
  }

  @Override
  public boolean acquire(long nanos) throws InterruptedException {
    long me = me();
    return takeAgain(me) || take(me) || await(me, nanos);
  }

  @Override
  public void reacquire(int count) {
    long me = me();
    if (!takeAgain(me) && !take(me)) {
      join(me);
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
    if (home.isLost()) {
      cell.release(me);
      throw home.lost();
    }
    return true;
  }

  private boolean await(long me, long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    if (Patience.trying(this::take, me, nanos)) {
      return true;
    }
    long left = nanos == Waits.FOREVER ? nanos : nanos - (System.nanoTime() - begin);
    return home.await(ask(), Math.max(0, left));
  }

  private void join(long me) {
    if (!Patience.trying(this::take, me, Waits.FOREVER)) {
      ask().join();
    }
  }

  private Answer ask() {
    return home.ask(SyncAcquire.newBuilder().setThread(Thread.currentThread().getId()));
  }

  @Override
  public void release() {
    long me = me();
    if (reentrant) {
      releaseOwn(me, false);
    } else {
      free(me);
    }
  }

  @Override
  public int releaseAll() {
    long me = me();
    if (!reentrant) {
      free(me);
      return 1;
    }
    return releaseOwn(me, true);
  }

  private int releaseOwn(long me, boolean all) {
    if (!cell.isHeldBy(me)) {
      throw Misuse.notOwned();
    }
    int count = cell.count();
    if (count > 1 && !all) {
      cell.count(count - 1);
    } else {
      free(me);
    }
    return count;
  }

  private void free(long me) {
    TroupeRuntime.current().objects().fence();
    switch (cell.release(me)) {
      case DONE -> {}
      case DONE_NOTIFY -> home.wake();
      case NOT_HELD -> throw Misuse.releasedTooOften();
    }
  }

  @Override
  public boolean isMine() {
    return cell.isHeldBy(me());
  }

  @Override
  public Holding holding() {
    return new Holding(cell.word(), cell.count(), me());
  }
}
