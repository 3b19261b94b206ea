package io.troupe.internal.sync;

/**
 * The word that says who holds a lock, and whether anybody waits. From the top: 16 bits for the process, 40 for the
 * thread, flags in the rest. A word without a process is not held.
 */
final class LockWord {
  /** Somebody waits at the actor. Set and cleared by the actor only. */
  static final long WAITED_FOR = 1;

  /** The actor was told, or is about to be, that the lock was released; cleared by the actor when it has looked. */
  static final long NOTIFIED = 2;

  /** The lock is the first waiter's as soon as it is free: nobody else may take it. Set and cleared by the actor only. */
  static final long RESERVED = 4;

  /** The last holder died with the lock. Set by the actor, cleared by whoever releases it next. */
  static final long ABANDONED = 8;

  private static final int TOKEN_SHIFT = 48;
  private static final int THREAD_SHIFT = 8;
  private static final long HOLDER = -1L << THREAD_SHIFT;
  private static final long THREAD = (1L << (TOKEN_SHIFT - THREAD_SHIFT)) - 1;

  private LockWord() {}

  /** Returns a word that a thread of a process holds. */
  static long heldBy(int token, long thread) {
    return ((long) token << TOKEN_SHIFT) | ((thread & THREAD) << THREAD_SHIFT);
  }

  static boolean isHeld(long word) {
    return (word & HOLDER) != 0;
  }

  /** Returns the word without its flags; 0 if nobody holds it. */
  static long holder(long word) {
    return word & HOLDER;
  }

  static boolean isAbandoned(long word) {
    return (word & ABANDONED) != 0;
  }

  /** Returns whether anybody may take the lock. */
  static boolean isFree(long word) {
    return (word & (HOLDER | RESERVED)) == 0;
  }

  /** Returns whether whoever releases the lock must tell the actor. */
  static boolean wantsNotice(long word) {
    return (word & (WAITED_FOR | NOTIFIED)) == WAITED_FOR;
  }

  /** Returns the word after its release. */
  static long released(long word) {
    long flags = word & (WAITED_FOR | NOTIFIED | RESERVED);
    return wantsNotice(word) ? flags | NOTIFIED : flags;
  }

  /** Returns the token of the process that holds it; 0 if none does. */
  static int token(long word) {
    return (int) (word >>> TOKEN_SHIFT);
  }

  static long thread(long word) {
    return (word >>> THREAD_SHIFT) & THREAD;
  }
}
