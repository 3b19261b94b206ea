package io.troupe.cluster;

import io.troupe.manager.Registration;
import java.util.function.LongConsumer;

/**
 * A number of which every node has a copy, and to which all can add: no increment gets lost beside
 * others. See {@link Replicated} for where it is lost, and what its calls throw. Thread-safe.
 */
public interface ReplicatedCounter {

  /**
   * Adds a number, which may be negative. It is not repeated when the node is lost meanwhile:
   * whether it was added is not known then.
   *
   * @throws ReplicationException if that is so, too
   */
  void increment(long amount);

  /** Adds 1. */
  default void increment() {
    increment(1);
  }

  /**
   * Returns the sum of all increments that the node knows of.
   *
   * @throws ArithmeticException if it is no {@code long}
   */
  long value();

  /** Returns this counter with another consistency. */
  ReplicatedCounter with(Consistency consistency);

  /**
   * Calls a listener with the value after each change from now on, of any node, on a thread of its
   * own. Several changes within a moment may be heard as one.
   *
   * @return ends it when closed
   */
  Registration onChange(LongConsumer listener);
}
