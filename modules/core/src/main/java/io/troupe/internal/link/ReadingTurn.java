package io.troupe.internal.link;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a link: its reader, or a thread that waits for what the link will bring. One that reads
 * for itself need not be woken by another, which halves the wake-ups of a round trip. So a reader
 * that finds callers at work lends them its turn, stays away for as long as they come back within a
 * millisecond, and takes the turn again when they do not, or when one waits for what another would
 * have to read. It is not asked to do so where calls are short: it looks by itself, so that lending
 * costs callers nothing. Thread-safe.
 */
final class ReadingTurn {
  private static final long AWAY_NANOS = 1_000_000;

  private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();

  private volatile @Nullable Thread reader;

  /** What a caller waited for that found the reader at work. */
  private volatile @Nullable BooleanSupplier wish;

  /** How often callers have taken the turn. */
  private final AtomicLong uses = new AtomicLong();

  /** Whether the reader must come back: a thread waits that does not read. */
  private volatile boolean recalled;

  /** Whether the reader must be woken when the turn is free. */
  private volatile boolean asleep;

  /** Whether who reads stays out of the operating system while there is nothing to read. */
  private volatile boolean lingering;

  /** Why a caller could not go on, for the reader to deal with. */
  private volatile @Nullable Throwable failure;

  /** The reader takes its first turn; callers may have read before. */
  void begin() throws Throwable {
    reader = Thread.currentThread();
    takeBack();
    throwFailure();
  }

  /** Returns whether this thread reads now. */
  boolean isMine() {
    return holder.get() == Thread.currentThread();
  }

  /** Returns whether a caller reads now. */
  boolean isLent() {
    Thread current = holder.get();
    return current != null && current != reader;
  }

  /**
   * Returns whether a caller that found the reader at work has got what it waited for, and may come
   * again.
   */
  boolean isWished() {
    BooleanSupplier wished = wish;
    if (wished == null || !wished.getAsBoolean()) {
      return false;
    }
    wish = null;
    return true;
  }

  /** Lends the turn to callers, and returns when the reader has it again. */
  void lend() throws Throwable {
    holder.set(null);
    stayAway();
    takeBack();
    recalled = false;
    throwFailure();
  }

  private void throwFailure() throws Throwable {
    Throwable failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private void stayAway() {
    while (!recalled) {
      long seen = uses.get();
      LockSupport.parkNanos(this, AWAY_NANOS);
      if (uses.get() == seen && holder.get() == null) {
        return;
      }
      if (uses.get() == seen) {
        sleepWhileHeld();
      }
    }
  }

  private void takeBack() {
    while (!holder.compareAndSet(null, reader)) {
      sleepWhileHeld();
    }
  }

  /** Sleeps until the turn is free; may return sooner. */
  private void sleepWhileHeld() {
    asleep = true;
    if (holder.get() != null) {
      LockSupport.park(this);
    }
    asleep = false;
    Thread.interrupted(); // an interrupted thread would not park
  }

  /**
   * Takes the turn for a caller, if it is free.
   *
   * @param over what the caller waits for
   */
  boolean tryTake(BooleanSupplier over) {
    if (take()) {
      return true;
    }
    if (!isLent()) {
      wish = over;
    }
    if (!isLent()) {
      return false;
    }
    // Who reads now may leave at any moment.
    recalled = true;
    return take();
  }

  private boolean take() {
    if (failure != null || !holder.compareAndSet(null, Thread.currentThread())) {
      return false;
    }
    uses.incrementAndGet();
    return true;
  }

  /** Calls the reader back from where it stays away, for a thread that waits and does not read. */
  void recallReader() {
    Thread away = reader;
    if (away != null && holder.get() != away) {
      recalled = true;
      LockSupport.unpark(away);
    }
  }

  /** Calls the reader back; to be followed by {@link #leave}. */
  void recall() {
    recalled = true;
  }

  /** Has the reader end with this; to be followed by {@link #leave}. */
  void fail(Throwable cause) {
    failure = cause;
    recalled = true;
  }

  /** Has who reads stay out of the operating system from now on, once it is woken there. */
  void linger() {
    lingering = true;
  }

  boolean isLingering() {
    return lingering;
  }

  /** A caller gives the turn back. */
  void leave() {
    holder.set(null);
    if (recalled || asleep) {
      LockSupport.unpark(reader);
    }
  }
}
