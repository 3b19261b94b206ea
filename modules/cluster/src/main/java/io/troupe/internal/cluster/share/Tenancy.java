package io.troupe.internal.cluster.share;

import io.troupe.spi.SiteProcess.Wish;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A slot that is taken by a process that can make room for others.
 *
 * @param <P> those that share slots
 */
public final class Tenancy<P> {
  /** What was asked so lately is about to make room, or has found that it cannot. */
  private static final long ASKED_NANOS = Duration.ofSeconds(2).toNanos();

  private final P party;
  private final BooleanSupplier busy;
  private final Consumer<Wish> way;
  private final LongSupplier clock;
  private final long since;
  private volatile long lastBusy;
  private volatile long lastAsked;
  private volatile boolean asked;
  private volatile boolean leaves;

  /**
   * Begins one.
   *
   * @param party whose process it is
   * @param busy whether that runs a task just now
   * @param way how it is asked; must not block
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  public Tenancy(P party, BooleanSupplier busy, Consumer<Wish> way, LongSupplier clock) {
    this.party = party;
    this.busy = busy;
    this.way = way;
    this.clock = clock;
    since = clock.getAsLong();
    lastBusy = since;
  }

  P party() {
    return party;
  }

  /** Takes note of whether it is busy. To be called now and then. */
  public void observe() {
    if (busy.getAsBoolean()) {
      lastBusy = clock.getAsLong();
    }
  }

  boolean isBusy() {
    return busy.getAsBoolean();
  }

  /** Returns for how long it has not been seen busy. */
  long idleNanos() {
    return clock.getAsLong() - lastBusy;
  }

  long heldNanos() {
    return clock.getAsLong() - since;
  }

  /** Returns whether it was asked a moment ago. */
  boolean isAsked() {
    return asked && clock.getAsLong() - lastAsked < ASKED_NANOS;
  }

  /** Returns whether there is use in asking it. */
  boolean canBeAsked() {
    return !leaves && !isAsked();
  }

  void ask(Wish wish) {
    lastAsked = clock.getAsLong();
    asked = true;
    leaves = wish == Wish.AFTER_TASK;
    way.accept(wish);
  }
}
