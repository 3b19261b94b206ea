package io.troupe.internal.actor;

import io.troupe.internal.object.Caller;
import java.util.concurrent.TimeUnit;

/** Tells one caller of an actor how many of its messages the actor has taken. Thread-safe. */
final class Credit {
  /** A part of a {@link Window}, so that a sender seldom waits for news under way. */
  private static final int MESSAGES = 1024;

  private static final long BYTES = 1 << 20;

  /** So often a caller of a slow actor hears of each message. */
  private static final long RARELY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Caller caller;
  private final long actor;

  // Guarded by this.
  private int waiting;
  private int messages;
  private long bytes;
  private long told = System.nanoTime();

  Credit(Caller caller, long actor) {
    this.caller = caller;
    this.actor = actor;
  }

  Caller caller() {
    return caller;
  }

  /** A message is there. */
  synchronized void arrived() {
    waiting++;
  }

  /**
   * The actor has taken one.
   *
   * @param counted whether the caller wants to hear of it before it sends more
   */
  void processed(long size, boolean counted) {
    int count;
    long sum;
    synchronized (this) {
      waiting--;
      messages++;
      bytes += size;
      long now = System.nanoTime();
      boolean wanted = counted && waiting == 0;
      if (!wanted && messages < MESSAGES && bytes < BYTES && now - told < RARELY_NANOS) {
        return;
      }
      count = messages;
      sum = bytes;
      messages = 0;
      bytes = 0;
      told = now;
    }
    caller.tell(actor, ActorFrames.processed(count, sum));
  }
}
