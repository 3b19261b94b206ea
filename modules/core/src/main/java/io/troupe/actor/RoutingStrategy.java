package io.troupe.actor;

import io.troupe.internal.actor.Routing;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Says which actors of an {@link ActorPool} get a message. Called by one thread at a time; one that
 * has a state is for one pool.
 *
 * @param <T> type of the messages
 */
@FunctionalInterface
public interface RoutingStrategy<T> {

  /** An actor of a pool. */
  interface Routee {
    /** Returns its number in the pool: 1 for the first that was started, never used again. */
    int number();

    /**
     * Returns how many messages of the pool it has not dealt with: those that it has not taken, and
     * questions that it has not answered.
     */
    int unanswered();
  }

  /**
   * Picks those that get a message.
   *
   * @param message what was sent
   * @param routees all that there are, by their numbers; at least one; unmodifiable
   * @return some of those; where there are none, the message is a dead letter
   */
  Collection<? extends Routee> route(T message, List<? extends Routee> routees);

  /**
   * Says what becomes of a message that an actor had not dealt with when it or its process ended: a
   * dead letter, and its question fails; or it is routed again. The actor may have worked on it, so
   * that it may be done twice.
   *
   * @param message what was lost
   * @param times how often it was routed again before
   * @return whether it is routed again; false unless a strategy says otherwise
   */
  default boolean resends(T message, int times) {
    return false;
  }

  /** Returns the same strategy, by which a lost message is routed again so many times at most. */
  default RoutingStrategy<T> resending(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be >= 1, was " + most);
    }
    RoutingStrategy<T> same = this;
    return new RoutingStrategy<>() {
      @Override
      public Collection<? extends Routee> route(T message, List<? extends Routee> routees) {
        return same.route(message, routees);
      }

      @Override
      public boolean resends(T message, int times) {
        return times < most;
      }
    };
  }

  /** One after the other. */
  static <T> RoutingStrategy<T> roundRobin() {
    return Routing.roundRobin();
  }

  /** Any. */
  static <T> RoutingStrategy<T> random() {
    return Routing.random();
  }

  /** The one with the fewest {@linkplain Routee#unanswered unanswered} messages. */
  static <T> RoutingStrategy<T> leastLoaded() {
    return Routing.leastLoaded();
  }

  /**
   * Always the same one for the same key; where actors come or go, few keys move.
   *
   * @param key returns the key of a message; what matters is its {@code hashCode}
   */
  static <T> RoutingStrategy<T> consistentHash(Function<? super T, ?> key) {
    return Routing.consistentHash(key);
  }

  /** All. */
  static <T> RoutingStrategy<T> broadcast() {
    return (message, routees) -> routees;
  }
}
