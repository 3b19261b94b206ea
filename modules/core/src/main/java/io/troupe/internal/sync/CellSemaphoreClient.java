package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.sync.cell.SemaphoreCell;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.SyncAcquire;
import java.util.OptionalInt;

/**
 * A semaphore whose cell this process has mapped. What is too much for one move in there is left to
 * the actor.
 */
final class CellSemaphoreClient implements SemaphoreClient {
  private final SemaphoreCell cell;
  private final CellOwner owner;
  private final int bound;
  private final int token;
  private final SemaphoreClient actor;

  CellSemaphoreClient(SemaphoreCell cell, CellOwner owner, int bound) {
    this.cell = cell;
    this.owner = owner;
    this.bound = bound;
    this.token = owner.token();
    this.actor = new RemoteSemaphoreClient(owner.object().get());
  }

  @Override
  public boolean tryAcquire(int permits) {
    if (permits > SemaphoreCell.LARGEST_MOVE) {
      return actor.tryAcquire(permits);
    }
    if (take(permits)) {
      return true;
    }
    if (owner.isLost()) {
      throw owner.lost();
    }
    return false;
  }

  private boolean take(long permits) {
    if (permits > SemaphoreCell.LARGEST_MOVE || !cell.tryTake(token, (int) permits)) {
      return false;
    }
    if (owner.isLost()) {
      give((int) permits);
      throw owner.lost();
    }
    return true;
  }

  @Override
  public void acquire(int permits) {
    if (!take(permits) && !Patience.trying(this::take, permits, Deadline.FOREVER)) {
      ask(permits).join();
    }
  }

  @Override
  public boolean acquire(int permits, long nanos) throws InterruptedException {
    if (take(permits)) {
      return true;
    }
    long begin = System.nanoTime();
    return Patience.trying(this::take, permits, nanos)
        || ask(permits).await(Deadline.left(nanos, begin), late -> give(permits)) != null;
  }

  private Answer ask(int permits) {
    return owner.ask(SyncAcquire.newBuilder().setCount(permits));
  }

  @Override
  public void release(int permits) {
    if (permits > SemaphoreCell.LARGEST_MOVE) {
      actor.release(permits);
    } else {
      owner.objects().fence();
      give(permits);
    }
  }

  private void give(int permits) {
    boolean notify = false;
    for (int left = permits; left > 0; left -= SemaphoreCell.LARGEST_MOVE) {
      notify |= cell.give(token, Math.min(left, SemaphoreCell.LARGEST_MOVE), bound);
    }
    if (notify) {
      owner.wake();
    }
  }

  @Override
  public int value() {
    return SemaphoreCell.value(cell.word());
  }

  @Override
  public OptionalInt glance() {
    return OptionalInt.of(value());
  }
}
