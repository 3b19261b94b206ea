package io.troupe.internal.cluster.share;

import io.troupe.spi.SiteProcess.Wish;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Who waits for a slot, whose turn it is, and who is asked for room. Thread-safe.
 *
 * @param <P> those that share slots, in the words of {@link Object#equals}
 */
public final class Shares<P> {
  /** Who waits asks twice a second; who asks no more waits no more. */
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  /** So long one may work while another has nothing at all. */
  private static final long TURN_NANOS = Duration.ofSeconds(10).toNanos();

  /** Of one that has two more, one can go without the other way round being due next. */
  private static final int UNFAIR = 2;

  private final LongSupplier clock;
  private final Map<P, Wait> waits = new HashMap<>(); // guarded by this

  /**
   * @param since when it has begun
   * @param seen when it was asked for last
   */
  private record Wait(long since, long seen) {}

  /** @param clock nanoseconds, as {@link System#nanoTime} */
  public Shares(LongSupplier clock) {
    this.clock = clock;
  }

  /** Takes note that a party has asked in vain. */
  public synchronized void waits(P party) {
    long now = clock.getAsLong();
    Wait before = waits.get(party);
    waits.put(party, new Wait(before == null || isOver(before) ? now : before.since(), now));
  }

  private boolean isOver(Wait wait) {
    return clock.getAsLong() - wait.seen() > FRESH_NANOS;
  }

  /** Takes note that a party has got a slot, or wants none any more. */
  public synchronized void waitsNoMore(P party) {
    waits.remove(party);
  }

  /**
   * Returns whether a party may take one of the slots that are free, or is to leave them to others
   * that have fewer.
   *
   * @param held how many slots a party has
   */
  public synchronized boolean isTurnOf(P party, int free, ToIntFunction<P> held) {
    waits.values().removeIf(this::isOver);
    Wait own = waits.get(party);
    long before = waits.entrySet().stream()
        .filter(other -> !other.getKey().equals(party))
        .filter(other -> {
          int difference = held.applyAsInt(other.getKey()) - held.applyAsInt(party);
          return difference < 0
              || (difference == 0 && (own == null || other.getValue().since() - own.since() < 0));
        })
        .count();
    return before < free;
  }

  /**
   * Asks one of those that have slots for room, if it is time to.
   *
   * @param waiting the party that there is no slot for
   * @param tenancies what there is that could make room
   * @param held how many slots a party has
   */
  public synchronized void makeRoom(
      P waiting, Collection<Tenancy<P>> tenancies, ToIntFunction<P> held) {
    List<Tenancy<P>> others =
        tenancies.stream().filter(each -> !each.party().equals(waiting)).toList();
    others.forEach(Tenancy::observe);
    long onTheirWay = others.stream().filter(Tenancy::isAsked).count();
    if (onTheirWay >= waits.size()) {
      return;
    }
    List<Tenancy<P>> candidates = others.stream().filter(Tenancy::canBeAsked).toList();
    Optional<Tenancy<P>> idle = longestIdle(candidates, held);
    if (idle.isPresent()) {
      idle.get().ask(Wish.IF_IDLE);
    } else {
      working(candidates, waiting, held).ifPresent(each -> each.ask(Wish.AFTER_TASK));
    }
  }

  private Optional<Tenancy<P>> longestIdle(List<Tenancy<P>> candidates, ToIntFunction<P> held) {
    return candidates.stream()
        .filter(each -> each.idleNanos() >= IDLE_NANOS)
        .max(Comparator.<Tenancy<P>>comparingInt(each -> held.applyAsInt(each.party()))
            .thenComparing(Tenancy::idleNanos));
  }

  private Optional<Tenancy<P>> working(
      List<Tenancy<P>> candidates, P waiting, ToIntFunction<P> held) {
    int own = held.applyAsInt(waiting);
    Optional<Tenancy<P>> ofTheRich = candidates.stream()
        .filter(each -> held.applyAsInt(each.party()) >= own + UNFAIR)
        .max(Comparator.<Tenancy<P>>comparingInt(each -> held.applyAsInt(each.party()))
            .thenComparing(each -> !each.isBusy()));
    return ofTheRich.isPresent() || own > 0
        ? ofTheRich
        : candidates.stream()
            .filter(each -> each.isBusy() && each.heldNanos() >= TURN_NANOS)
            .max(Comparator.comparingLong(Tenancy::heldNanos));
  }
}
