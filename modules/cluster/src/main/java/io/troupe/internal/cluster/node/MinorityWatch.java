package io.troupe.internal.cluster.node;

import io.troupe.cluster.NodeInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells when a node has seen no majority of the members for so long that those have gone on without
 * it. Pekko's split-brain resolver decides much sooner, but one that was stopped meanwhile has been
 * seen to wait for ever. Not thread-safe.
 */
final class MinorityWatch {
  /** Some silence passes first, and the resolver gives up all if it sees no rest for long. */
  private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(26);

  private final LongSupplier clock;
  private final Duration patience;
  private long since;
  private boolean alone;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}
   * @param stableAfter the resolver's
   */
  MinorityWatch(LongSupplier clock, Duration stableAfter) {
    this.clock = clock;
    patience = BEFORE_AND_AFTER.plus(stableAfter.multipliedBy(2));
  }

  /** Returns how long it waits: longer than the resolver takes from the first silence to the end. */
  Duration patience() {
    return patience;
  }

  /** Takes note of what the node sees; returns whether it is to end. */
  boolean isToEnd(List<NodeInfo> members) {
    long reached = members.stream()
        .filter(node -> node.state() != NodeInfo.State.UNREACHABLE)
        .count();
    if (2 * reached > members.size() || members.size() < 2) {
      alone = false;
    } else if (!alone) {
      alone = true;
      since = clock.getAsLong();
    }
    return alone && clock.getAsLong() - since > patience.toNanos();
  }
}
