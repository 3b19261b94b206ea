package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.sync.cell.LockCell;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.internal.sync.cell.Misuse;
import io.troupe.proto.SyncFrame;
import io.troupe.proto.SyncRelease;
import io.troupe.proto.SyncReleased;
import java.util.function.IntPredicate;

/**
 * Who waits for a lock, in order, and who gets it next. The lock itself is its cell, which others
 * change meanwhile; see the package for what they may do. Not thread-safe.
 */
final class LockLine {
  private static final long FLAGS = LockWord.WAITED_FOR | LockWord.NOTIFIED | LockWord.RESERVED;

  private final LockCell cell;
  private final boolean reentrant;
  private final IntPredicate isAlive;
  private final WaitingLine line = new WaitingLine();

  /**
   * @param reentrant whether a thread that holds the lock gets it again
   * @param isAlive says of a token whether it is a living process's
   */
  LockLine(LockCell cell, boolean reentrant, IntPredicate isAlive) {
    this.cell = cell;
    this.reentrant = reentrant;
    this.isAlive = isAlive;
  }

  boolean isIdle() {
    return line.isEmpty();
  }

  /** Gives a caller the lock, now or in turn; or not at all if it cannot wait. */
  void acquire(Turn turn) {
    if (reentrant && cell.isHeldBy(turn.holder())) {
      cell.count(Math.addExact(cell.count(), turn.count()));
      turn.acquired(LockWord.isAbandoned(cell.word()));
    } else if (turn.canWait()) {
      line.add(turn);
      serve();
    } else if (!line.isEmpty() || !tryGive(turn)) {
      turn.waiter().withdrawn();
    }
  }

  private boolean tryGive(Turn turn) {
    while (true) {
      long seen = cell.word();
      if (isHeldByLiving(seen)) {
        return false;
      }
      if (give(turn, seen, 0)) {
        return true;
      }
    }
  }

  // The count is the new holder's, who reads it when it has the answer.
  private boolean give(Turn turn, long seen, long flags) {
    boolean abandoned = LockWord.isAbandoned(seen) || LockWord.isHeld(seen);
    long given = turn.holder() | flags | (abandoned ? LockWord.ABANDONED : 0);
    if (!cell.change(seen, given)) {
      return false;
    }
    cell.count(turn.count());
    turn.acquired(abandoned);
    return true;
  }

  // A thread of a process that is just ending may still have taken the lock, when its token was
  // no longer valid.
  private boolean isHeldByLiving(long word) {
    return LockWord.isHeld(word) && isAlive.test(LockWord.token(word));
  }

  /** The lock was released, at least once since a caller waits: whose turn is it? */
  void serve() {
    while (!line.isEmpty()) {
      long seen = cell.word();
      if (!isHeldByLiving(seen)) {
        giveToFirst(seen);
      } else if (cell.change(seen, waitedFor(seen))) {
        return;
      }
    }
    clearFlags();
  }

  private void giveToFirst(long seen) {
    Turn first = line.first();
    if (give(first, seen, line.size() > 1 ? LockWord.WAITED_FOR : 0)) {
      line.remove(first.waiter());
    }
  }

  private long waitedFor(long seen) {
    long flagged = (seen | LockWord.WAITED_FOR) & ~LockWord.NOTIFIED;
    return line.isFirstStarving() ? flagged | LockWord.RESERVED : flagged;
  }

  private void clearFlags() {
    long seen;
    do {
      seen = cell.word();
    } while ((seen & FLAGS) != 0 && !cell.change(seen, seen & ~FLAGS));
  }

  /** A thread does not want the lock any more, if it does not have it yet. */
  void withdraw(Waiter waiter) {
    Turn turn = line.remove(waiter);
    if (turn != null) {
      turn.waiter().withdrawn();
      serve();
    }
  }

  /** Releases the lock for a caller that cannot reach the cell, and answers it. */
  void release(ObjectMessage.Request request, int token) {
    SyncRelease wish = request.frame().getSync().getRelease();
    try {
      int count = release(token, wish.getThread(), wish.getAll());
      request.reply(SyncFrames.frame(
          SyncFrame.newBuilder().setReleased(SyncReleased.newBuilder().setCount(count))));
    } catch (IllegalStateException | IllegalMonitorStateException e) {
      request.reply(Refusals.encode(e));
    }
  }

  /**
   * @param all however often it is held
   * @return how often it was held before
   * @throws IllegalMonitorStateException if it must be released by its holder, and this is another
   *     thread
   * @throws IllegalStateException if it is not held
   */
  private int release(int token, long thread, boolean all) {
    long holder = LockWord.heldBy(token, thread);
    if (reentrant && !cell.isHeldBy(holder)) {
      throw Misuse.notOwned();
    }
    int count = cell.count();
    if (reentrant && count > 1 && !all) {
      cell.count(count - 1);
    } else if (cell.release(holder) == LockCell.Release.NOT_HELD) {
      throw Misuse.releasedTooOften();
    }
    serve();
    return count;
  }

  /**
   * A process is gone, and its token is no longer valid.
   *
   * @param token 0 if it had none
   */
  void gone(Caller caller, int token) {
    line.drop(caller);
    if (token != 0) {
      abandon(token);
    }
    serve(); // the process that told us last may have been about to
  }

  private void abandon(int token) {
    long seen;
    do {
      seen = cell.word();
    } while (LockWord.token(seen) == token
        && !cell.change(seen, LockWord.released(seen) | LockWord.ABANDONED));
  }
}
