package io.troupe.cluster;

import static java.util.Objects.requireNonNull;

import io.troupe.internal.option.Checks;
import java.time.Duration;

/**
 * How many nodes a call of a replicated object waits for. Whichever is chosen, a change spreads to
 * all nodes in the end. Immutable.
 *
 * <p>A read with {@link #MAJORITY} sees every write with {@link #MAJORITY} that was completed
 * before it, by any node. This is no lock: of two changes of the same at once, one wins.
 *
 * @param level which nodes
 * @param nodes a call is refused while fewer are up; 1 for {@link Level#LOCAL}, else at least 2
 * @param timeout how long the nodes may take, at most 10 s
 */
public record Consistency(Level level, int nodes, Duration timeout) {
  /** The call of a node has a limit, too, which is above this. */
  private static final Duration MOST = Duration.ofSeconds(10);

  /** Which nodes. */
  public enum Level {
    /** The one that this process uses. */
    LOCAL,
    /** More than half of all. */
    MAJORITY,
    /** All, those included that cannot be reached just now. */
    ALL
  }

  /** Waits for the node that this process uses, 5 s at most. The fastest; the default. */
  public static final Consistency LOCAL = new Consistency(Level.LOCAL, 1, Duration.ofSeconds(5));

  /** Waits for more than half of the nodes, 5 s at most; refused while fewer than two are up. */
  public static final Consistency MAJORITY =
      new Consistency(Level.MAJORITY, 2, Duration.ofSeconds(5));

  /** Waits for all nodes, 5 s at most; refused while fewer than two are up. */
  public static final Consistency ALL = new Consistency(Level.ALL, 2, Duration.ofSeconds(5));

  /**
   * Checks what is said.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Consistency {
    requireNonNull(level, "level");
    int least = level == Level.LOCAL ? 1 : 2;
    if (nodes < least || (level == Level.LOCAL && nodes > 1)) {
      throw new IllegalArgumentException(
          "nodes must be " + (least == 1 ? "1" : "2 or more") + " for " + level + ", was " + nodes);
    }
    Checks.positive("timeout", timeout);
    if (timeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("timeout must be at most " + MOST + ", was " + timeout);
    }
  }

  /**
   * Refuses calls while fewer nodes than that are up: as many as the cluster should have, for the
   * nodes that are left of a larger one have a majority of their own.
   *
   * @throws IllegalArgumentException if it is less than 2, or this is {@link #LOCAL}
   */
  public Consistency ofNodes(int least) {
    return new Consistency(level, least, timeout);
  }

  /**
   * Sets how long the nodes may take.
   *
   * @throws IllegalArgumentException if it is not more than zero, or is more than 10 s
   */
  public Consistency within(Duration limit) {
    return new Consistency(level, nodes, limit);
  }
}
