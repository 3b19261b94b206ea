package io.troupe.internal.cluster.consensus;

import io.microraft.report.RaftLogStats;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How far the other members are with the log, from one look to the next. Not thread-safe. */
final class Progress {
  /** A busy leader is always some entries ahead. */
  private static final long NEAR = 200;

  /** Longer than a snapshot takes, and than the cluster takes to give up a dead node. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Map<String, Standing> standings = new HashMap<>();
  private long commitIndex;

  /** Where a member is, and since when. */
  private record Standing(long index, long since) {}

  void take(RaftLogStats log) {
    commitIndex = log.getCommitIndex();
    long now = System.nanoTime();
    Map<String, Standing> before = Map.copyOf(standings);
    standings.clear();
    log.getFollowerMatchIndices().forEach((endpoint, index) -> {
      Standing old = before.get(endpoint.toString());
      boolean stands = old != null && old.index() == index && index < commitIndex;
      standings.put(endpoint.toString(), stands ? old : new Standing(index, now));
    });
  }

  /** Returns which of them have what the leader has. */
  Set<String> caughtUp(Collection<String> learners) {
    return learners.stream().filter(this::isNear).collect(Collectors.toSet());
  }

  private boolean isNear(String learner) {
    Standing standing = standings.get(learner);
    return standing != null && standing.index() > 0 && standing.index() >= commitIndex - NEAR;
  }

  /** Returns those that do not get on any more. */
  Set<String> stuck() {
    long now = System.nanoTime();
    return standings.entrySet().stream()
        .filter(each -> each.getValue().index() < commitIndex)
        .filter(each -> now - each.getValue().since() > PATIENCE_NANOS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
