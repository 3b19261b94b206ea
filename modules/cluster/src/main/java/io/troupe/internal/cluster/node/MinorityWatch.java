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
  /** Longer than the resolver takes from the first silence to the end. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final LongSupplier clock;
  private long since;
  private boolean alone;

  /** @param clock nanoseconds, as {@link System#nanoTime} */
  MinorityWatch(LongSupplier clock) {
    this.clock = clock;
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
    return alone && clock.getAsLong() - since > PATIENCE.toNanos();
  }
}
