package io.troupe.internal.cluster.consensus;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is to be a voter: the oldest three of at least three nodes, five of at least five, else one;
 * for a majority of two is both, and of four no more lives than of three. Changes go one by one.
 */
final class Voters {
  private Voters() {}

  /**
   * The group as its leader sees it, all by their endpoints.
   *
   * @param caughtUp learners that have what the leader has
   * @param stuck those that do not get on any more
   */
  record Group(
      String leader,
      List<String> voters,
      List<String> learners,
      Set<String> caughtUp,
      Set<String> stuck) {
    private Stream<String> members() {
      return Stream.concat(learners.stream(), voters.stream());
    }
  }

  /** A change of the group. */
  sealed interface Step {
    /** Takes out an endpoint. */
    record Remove(String endpoint) implements Step {}

    /** Makes a learner a voter. */
    record Promote(String endpoint) implements Step {}

    /** Makes a node a learner. */
    record Add(Peer peer) implements Step {}
  }

  /**
   * Returns what is to be done next, if anything.
   *
   * @param peers the nodes, the oldest first
   */
  static Optional<Step> next(Group group, List<Peer> peers) {
    return removal(group, peers).or(() -> promotion(group, peers)).or(() -> addition(group, peers));
  }

  /**
   * Returns whether a node is a voter beside as many others as there should be, or is to be none.
   *
   * @param voters as it knows them
   */
  static boolean isComplete(String node, List<String> voters, List<Peer> peers) {
    int target = target(peers);
    boolean isToBe = peers.stream()
        .filter(Peer::up)
        .limit(target)
        .anyMatch(peer -> peer.address().equals(node));
    return !isToBe
        || (voters.size() >= target
            && voters.stream().anyMatch(each -> each.startsWith(node + "/")));
  }

  /** The leader goes last, and the last voter never. */
  private static Optional<Step> removal(Group group, List<Peer> peers) {
    boolean othersStay = staying(group, peers) > 0;
    return Stream.concat(
            group.members().filter(each -> !each.equals(group.leader())), Stream.of(group.leader()))
        .filter(each -> !stays(each, group, peers))
        .filter(each -> othersStay || group.learners().contains(each))
        .findFirst()
        .map(Step.Remove::new);
  }

  private static Optional<Step> promotion(Group group, List<Peer> peers) {
    return staying(group, peers) >= target(peers)
        ? Optional.empty()
        : group.learners().stream()
            .filter(group.caughtUp()::contains)
            .findFirst()
            .map(Step.Promote::new);
  }

  private static Optional<Step> addition(Group group, List<Peer> peers) {
    return staying(group, peers) + group.learners().size() >= target(peers)
        ? Optional.empty()
        : peers.stream()
            .filter(Peer::up)
            .filter(peer -> group.members().noneMatch(peer::has))
            .findFirst()
            .map(Step.Add::new);
  }

  private static long staying(Group group, List<Peer> peers) {
    return group.voters().stream().filter(each -> stays(each, group, peers)).count();
  }

  private static boolean stays(String endpoint, Group group, List<Peer> peers) {
    return !group.stuck().contains(endpoint)
        && peers.stream().anyMatch(peer -> peer.up() && peer.has(endpoint));
  }

  private static int target(List<Peer> peers) {
    long up = peers.stream().filter(Peer::up).count();
    return up >= 5 ? 5 : up >= 3 ? 3 : 1;
  }
}
