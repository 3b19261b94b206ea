package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.sync.cell.LockWord;
import io.troupe.internal.sync.cell.Misuse;
import io.troupe.internal.wait.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a lock does in a process that uses it, wherever its state is. Reentrant or not, as it was
 * made. Thread-safe.
 *
 * <p>All but the queries throw {@link OwnerLostException} when the owner is gone, except that a
 * release then does what can be done.
 */
interface LockClient {
  boolean tryAcquire();

  /** Waits, even if the thread is interrupted. */
  default void acquire() {
    reacquire(1);
  }

  /**
   * Waits.
   *
   * @param nanos how long, at least 0; {@link Deadline#FOREVER} is for ever
   */
  boolean acquire(long nanos) throws InterruptedException;

  /**
   * Releases once; throws what {@link Misuse} says. An owner that is silent does so when it goes
   * on.
   */
  void release();

  /** Releases however often this thread holds it. */
  void releaseAll();

  /** Acquires as often at once, even if the thread is interrupted. */
  void reacquire(int count);

  /**
   * Returns who holds it, and how often.
   *
   * @throws io.troupe.manager.CallAbandonedException if the thread is interrupted, and the owner is
   *     silent
   */
  Holding holding();

  /** As {@link #holding()}; returns null if the owner does not answer in time. */
  @Nullable
  Holding holding(long nanos) throws InterruptedException;

  /**
   * As {@link #holding()}, even if the thread is interrupted; returns null if the owner is silent.
   */
  @Nullable
  Holding glance();

  /**
   * Who holds a lock.
   *
   * @param word of the lock
   * @param count how often, 1 where it is not reentrant; means something only to the holder
   * @param own the word if this thread held it, without flags
   */
  record Holding(long word, int count, long own) {
    boolean isLocked() {
      return !LockWord.isFree(word);
    }

    boolean isAbandoned() {
      return LockWord.isAbandoned(word);
    }

    boolean isMine() {
      return LockWord.holder(word) == own;
    }

    boolean isThisProcess() {
      return LockWord.token(word) == LockWord.token(own);
    }
  }
}
