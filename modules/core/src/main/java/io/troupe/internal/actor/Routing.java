package io.troupe.internal.actor;

import static java.util.Objects.requireNonNull;

import io.troupe.actor.RoutingStrategy;
import io.troupe.actor.RoutingStrategy.Routee;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The strategies of Troupe's own. */
public final class Routing {
  private Routing() {}

  /** As {@link RoutingStrategy#roundRobin}. */
  public static <T> RoutingStrategy<T> roundRobin() {
    AtomicInteger turns = new AtomicInteger();
    return (message, routees) ->
        List.of(routees.get(Math.floorMod(turns.getAndIncrement(), routees.size())));
  }

  /** As {@link RoutingStrategy#random}. */
  public static <T> RoutingStrategy<T> random() {
    return (message, routees) ->
        List.of(routees.get(ThreadLocalRandom.current().nextInt(routees.size())));
  }

  /** As {@link RoutingStrategy#leastLoaded}; the first of several, behind the last that was. */
  public static <T> RoutingStrategy<T> leastLoaded() {
    AtomicInteger turns = new AtomicInteger();
    return (message, routees) -> {
      int first = Math.floorMod(turns.getAndIncrement(), routees.size());
      Routee least = routees.get(first);
      for (int i = 1; i < routees.size(); i++) {
        Routee other = routees.get((first + i) % routees.size());
        least = other.unanswered() < least.unanswered() ? other : least;
      }
      return List.of(least);
    };
  }

  /** As {@link RoutingStrategy#consistentHash}: the one that the key and its number weigh most. */
  public static <T> RoutingStrategy<T> consistentHash(Function<? super T, ?> key) {
    requireNonNull(key, "key");
    return (message, routees) -> {
      long hash = requireNonNull(key.apply(message), "key").hashCode();
      return List.of(routees.stream()
          .max(Comparator.comparingLong(routee -> mixed(hash << 32 ^ routee.number())))
          .orElseThrow());
    };
  }

  /** Spreads the bits of a number, as SplittableRandom does. */
  private static long mixed(long number) {
    long a = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
