package io.troupe.internal.sync.cell;

import io.troupe.internal.memory.Cells;
import java.nio.ByteBuffer;

/**
 * A semaphore in memory: a word with the number of free permits, flags and the last move, then for
 * each process a balance: how many permits it has acquired more than released. Thread-safe, between
 * processes too.
 *
 * <p>A move changes the word, and then a balance. A process may be killed between the two, so the
 * word says whose balance is to be changed and by how much, until the balance carries the number of
 * that move. A process settles the move that it finds in the word before it makes another one, so
 * at any time at most the last is open, and what dead processes have acquired can be told to the
 * permit.
 */
public final class SemaphoreCell {
  /** How many processes have a balance. */
  public static final int PROCESSES = 61;

  /** No move is of more permits: there is no room for their number in the word. */
  public static final int LARGEST_MOVE = 31;

  public static final int BYTES = Long.BYTES * (PROCESSES + 2);

  // As those of a LockWord, which has their meaning.
  public static final long WAITED_FOR = LockWord.WAITED_FOR << Integer.SIZE;
  public static final long NOTIFIED = LockWord.NOTIFIED << Integer.SIZE;
  public static final long RESERVED = LockWord.RESERVED << Integer.SIZE;
  public static final long FLAGS = WAITED_FOR | NOTIFIED | RESERVED;

  private static final int MOVE_SHIFT = Integer.SIZE + 3;
  private static final int TOKEN_BITS = 6;
  private static final int PERMITS_BITS = 6;
  private static final int NUMBER_SHIFT = MOVE_SHIFT + TOKEN_BITS + PERMITS_BITS;
  private static final int NUMBER = (1 << (Long.SIZE - NUMBER_SHIFT)) - 1;
  private static final int NOBODY = 0;

  private final ByteBuffer memory;

  public SemaphoreCell(ByteBuffer memory) {
    this.memory = memory;
  }

  /** Begins with so many permits. */
  public void init(int permits) {
    Cells.setLong(memory, 0, permits & 0xFFFF_FFFFL);
  }

  public long word() {
    return Cells.getLong(memory, 0);
  }

  /** Changes flags of the word as it was seen. */
  public boolean change(long seen, long flags) {
    return Cells.compareAndSetLong(memory, 0, seen, (seen & ~FLAGS) | flags);
  }

  /** Returns the number of free permits. */
  public static int value(long word) {
    return (int) word;
  }

  public static boolean wantsNotice(long word) {
    return (word & (WAITED_FOR | NOTIFIED)) == WAITED_FOR;
  }

  /**
   * Takes permits for a process if there are that many, and none of them is reserved.
   *
   * @param permits 1 to {@link #LARGEST_MOVE}
   */
  public boolean tryTake(int token, int permits) {
    while (true) {
      long seen = word();
      if ((seen & RESERVED) != 0 || value(seen) < permits) {
        return false;
      }
      if (move(seen, seen & FLAGS, token, permits)) {
        return true;
      }
    }
  }

  /**
   * Gives permits for a process.
   *
   * @param permits 1 to {@link #LARGEST_MOVE}
   * @return whether the actor must be told
   * @throws IllegalStateException if there would be more than {@code bound} then; nothing is
   *     changed
   */
  public boolean give(int token, int permits, int bound) {
    while (true) {
      long seen = checked(permits, bound);
      settle(seen);
      boolean notify = wantsNotice(seen);
      long flags = (seen & FLAGS) | (notify ? NOTIFIED : 0);
      if (move(seen, flags, releasedFor(token, permits), -permits)) {
        return notify;
      }
    }
  }

  private long checked(int permits, int bound) {
    long seen = word();
    if (bound - permits < value(seen)) {
      throw Misuse.tooManyPermits(value(seen), permits, bound);
    }
    return seen;
  }

  /**
   * Returns whose permits a process releases: its own; or those of the only one that has any, if
   * the process has none; else its balance becomes negative, and is made up for when those others
   * end.
   */
  private int releasedFor(int token, int permits) {
    return balance(token) >= permits ? token : onlyHolder(token);
  }

  private int onlyHolder(int otherwise) {
    int only = NOBODY;
    for (int token = 1; token <= PROCESSES; token++) {
      if (balance(token) > 0) {
        if (only != NOBODY) {
          return otherwise;
        }
        only = token;
      }
    }
    return only == NOBODY ? otherwise : only;
  }

  private boolean move(long seen, long flags, int token, int permits) {
    settle(seen);
    int number = (int) (seen >>> NUMBER_SHIFT) + 1 & NUMBER;
    if (number == number(slot(token))) {
      number = number + 1 & NUMBER; // else it would look settled
    }
    long changed = (value(seen) - permits & 0xFFFF_FFFFL)
        | flags
        | (long) token << MOVE_SHIFT
        | (permits & (1L << PERMITS_BITS) - 1) << (MOVE_SHIFT + TOKEN_BITS)
        | (long) number << NUMBER_SHIFT;
    if (!Cells.compareAndSetLong(memory, 0, seen, changed)) {
      return false;
    }
    settle(changed);
    return true;
  }

  /** Changes the balance for the move that a word names, unless that was done. */
  private void settle(long word) {
    int token = (int) (word >>> MOVE_SHIFT) & (1 << TOKEN_BITS) - 1;
    int number = (int) (word >>> NUMBER_SHIFT);
    int permits = (int) (word << (Long.SIZE - NUMBER_SHIFT) >> (Long.SIZE - PERMITS_BITS));
    while (token != NOBODY) {
      long slot = slot(token);
      if (number(slot) == number || word() >>> MOVE_SHIFT != word >>> MOVE_SHIFT) {
        return; // by the process that made the next move, if not by this one
      }
      if (Cells.compareAndSetLong(memory, at(token), slot, slot(number, (int) slot + permits))) {
        return;
      }
    }
  }

  private long slot(int token) {
    return Cells.getLong(memory, at(token));
  }

  private static long slot(int number, int balance) {
    return (long) number << Integer.SIZE | (balance & 0xFFFF_FFFFL);
  }

  private static int number(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private static int at(int token) {
    return Long.BYTES * (token + 1);
  }

  // For the actor, which does not end without the semaphore.

  /**
   * Takes permits from the word as it was seen, or gives some where negative, for a process with a
   * balance elsewhere.
   */
  public boolean takeUncounted(long seen, int permits) {
    settle(seen);
    long number = seen >>> NUMBER_SHIFT << NUMBER_SHIFT;
    long changed = (value(seen) - permits & 0xFFFF_FFFFL) | (seen & FLAGS) | number;
    return Cells.compareAndSetLong(memory, 0, seen, changed);
  }

  /** Counts permits that a process has acquired, or released where negative. */
  public void count(int token, int permits) {
    long slot;
    do {
      slot = slot(token);
    } while (!Cells.compareAndSetLong(
        memory, at(token), slot, slot(number(slot), (int) slot + permits)));
  }

  /** Returns the balance of a process, the last move settled. */
  public int settledBalance(int token) {
    settle(word());
    return balance(token);
  }

  private int balance(int token) {
    return (int) slot(token);
  }
}
