package io.troupe.internal.cluster.node;

import io.troupe.internal.cluster.call.NodeCalls.NodeAddress;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Whether the clock of a node agrees with that of one that it is to join. Of two values for one key
 * of a replicated map the later one wins, by these clocks: one that is hours ahead would win for
 * hours. Thread-safe.
 */
final class ClockCheck {
  private static final Log log = Log.of(ClockCheck.class);
  private static final Duration WARNED_OF = Duration.ofSeconds(2);
  private static final Duration REFUSED = Duration.ofMinutes(1);

  private final LongSupplier clock;

  /** @param clock milliseconds, as {@link System#currentTimeMillis} */
  ClockCheck(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Asks a node where it is, and what its time is.
   *
   * @throws ClockOffException if that is more than a minute from the time here, however long the
   *     answer took
   */
  NodeAddress ask(String node, SeedSearch.Inquiry inquiry) throws IOException {
    long asked = clock.getAsLong();
    NodeAddress answer = inquiry.address(node);
    check(node, answer.millis(), asked, clock.getAsLong());
    return answer;
  }

  private static void check(String node, long theirs, long asked, long answered)
      throws ClockOffException {
    long here = Math.max(Math.min(theirs, answered), asked);
    Duration off = Duration.ofMillis(here - theirs);
    if (off.abs().compareTo(WARNED_OF) <= 0) {
      return;
    }
    String text = "The clock of this node is " + off.abs().toSeconds() + " s "
        + (off.isNegative() ? "behind" : "ahead of") + " that of " + node + ": it is "
        + Instant.ofEpochMilli(here) + " here, and " + Instant.ofEpochMilli(theirs) + " there";
    if (off.abs().compareTo(REFUSED) > 0) {
      throw new ClockOffException(text + ". Set the one that is wrong, and start this node again");
    }
    log.warn("{}", text);
  }
}
