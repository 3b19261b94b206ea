package io.troupe.internal.sync.cell;

/**
 * The word that says who holds a lock, and whether others wait. From the top: 16 bits for the
 * process, 40 for the thread, flags in the rest. A word without a process is not held.
 */
public final class LockWord {
  /** A request waits at the actor. Set and cleared by the actor only. */
  public static final long WAITED_FOR = 1;

  /**
   * The actor was told, or is about to be, that the lock was released; cleared by the actor when it
   * has looked.
   */
  public static final long NOTIFIED = 2;

  /**
   * The lock is the first waiter's as soon as it is free: no other may take it. Set and cleared by
   * the actor only.
   */
  public static final long RESERVED = 4;

  /** The last holder died with the lock. Set by the actor, cleared by the next release. */
  public static final long ABANDONED = 8;

  private static final int TOKEN_SHIFT = 48;
  private static final int THREAD_SHIFT = 8;
  private static final long HOLDER = -1L << THREAD_SHIFT;
  private static final long THREAD = (1L << (TOKEN_SHIFT - THREAD_SHIFT)) - 1;

  private static final long TICKET = (THREAD + 1) >>> 1;

  private LockWord() {}

  /** Returns a word that a thread of a process holds. */
  public static long heldBy(int token, long thread) {
    return ((long) token << TOKEN_SHIFT) | ((thread & THREAD) << THREAD_SHIFT);
  }

  /**
   * Returns a number that is no thread's, for a request that may be granted when its thread has
   * gone on.
   */
  public static long ticket(long number) {
    return TICKET | number;
  }

  public static boolean isHeld(long word) {
    return (word & HOLDER) != 0;
  }

  /** Returns the word without its flags; 0 if it is not held. */
  public static long holder(long word) {
    return word & HOLDER;
  }

  public static boolean isAbandoned(long word) {
    return (word & ABANDONED) != 0;
  }

  /** Returns whether the lock may be taken. */
  public static boolean isFree(long word) {
    return (word & (HOLDER | RESERVED)) == 0;
  }

  /** Returns whether a release must be told to the actor. */
  public static boolean wantsNotice(long word) {
    return (word & (WAITED_FOR | NOTIFIED)) == WAITED_FOR;
  }

  /** Returns the word after its release. */
  public static long released(long word) {
    long flags = word & (WAITED_FOR | NOTIFIED | RESERVED);
    return wantsNotice(word) ? flags | NOTIFIED : flags;
  }

  /** Returns the token of the process that holds it; 0 if none does. */
  public static int token(long word) {
    return (int) (word >>> TOKEN_SHIFT);
  }

  public static long thread(long word) {
    return (word >>> THREAD_SHIFT) & THREAD;
  }
}
