package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.SyncAcquire;

/** A semaphore whose cell this process has mapped. */
final class CellPermits implements Permits {
  private final SemaphoreCell cell;
  private final Home home;
  private final int bound;

  CellPermits(SemaphoreCell cell, Home home, int bound) {
    this.cell = cell;
    this.home = home;
    this.bound = bound;
  }

  @Override
  public boolean tryAcquire(int permits) {
    if (take(permits)) {
      return true;
    }
    if (home.isLost()) {
      throw home.lost();
    }
    return false;
  }

  // Killed between the two, a process leaves a permit behind that nobody has; never one too many.
  private boolean take(long permits) {
    if (!cell.tryTake((int) permits)) {
      return false;
    }
    cell.count(home.token(), (int) permits);
    if (home.isLost()) {
      release((int) permits);
      throw home.lost();
    }
    return true;
  }

  @Override
  public void acquire(int permits) {
    if (!take(permits) && !Patience.trying(this::take, permits, Waits.FOREVER)) {
      ask(permits).join();
    }
  }

  @Override
  public boolean acquire(int permits, long nanos) throws InterruptedException {
    if (take(permits)) {
      return true;
    }
    long begin = System.nanoTime();
    if (Patience.trying(this::take, permits, nanos)) {
      return true;
    }
    long left = nanos == Waits.FOREVER ? nanos : nanos - (System.nanoTime() - begin);
    return home.await(ask(permits), Math.max(0, left));
  }

  private Answer ask(int permits) {
    return home.ask(SyncAcquire.newBuilder().setCount(permits));
  }

  @Override
  public void release(int permits) {
    TroupeRuntime.current().objects().fence();
    cell.count(home.token(), -permits);
    boolean notify;
    try {
      notify = cell.give(permits, bound);
    } catch (IllegalStateException e) {
      cell.count(home.token(), permits);
      throw e;
    }
    if (notify) {
      home.wake();
    }
  }

  @Override
  public int value() {
    return SemaphoreCell.value(cell.word());
  }
}
