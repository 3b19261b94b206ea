package io.troupe.internal.cluster.consensus;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the leader may be, as far as this node knows. Thread-safe. */
final class Leaders {
  /**
   * Those that are voters are among so many of the oldest nodes, with one that is to be removed.
   */
  private static final int CANDIDATES = 6;

  private final String self;
  private final Supplier<List<Peer>> peers;
  private final Supplier<Optional<RaftMember>> member;
  private volatile String hint = "";

  Leaders(String self, Supplier<List<Peer>> peers, Supplier<Optional<RaftMember>> member) {
    this.self = self;
    this.peers = peers;
    this.member = member;
  }

  /** Returns the leader, if this node knows it for sure. */
  Optional<String> known() {
    return member.get().flatMap(RaftMember::leader).map(Endpoint::peer);
  }

  /**
   * Returns the node to be asked.
   *
   * @param attempt how often others were asked before
   */
  String guess(int attempt) {
    return known().orElseGet(() -> hint.isEmpty() ? candidate(attempt) : hint);
  }

  private String candidate(int attempt) {
    List<Peer> oldest = peers.get().stream().limit(CANDIDATES).toList();
    return oldest.isEmpty() ? self : oldest.get(attempt % oldest.size()).address();
  }

  /** A node has answered as the leader, or was named so; empty if none was. */
  void isLeader(String node) {
    hint = node;
  }
}
