package io.troupe.cluster;

import java.util.Set;

/**
 * A node of a cluster, as a member sees it.
 *
 * @param address host and port of its gateway
 * @param slots how many processes it has room for
 * @param roles that it was given
 * @param state how far it is
 */
public record NodeInfo(String address, int slots, Set<String> roles, State state) {

  /** How far a node is in its life as a member. */
  public enum State {
    /** It is about to become a member. */
    JOINING,
    /** It is a member, and can be reached. */
    UP,
    /** It is a member that cannot be reached just now. */
    UNREACHABLE,
    /** It is about to leave. */
    LEAVING
  }

  public NodeInfo {
    roles = Set.copyOf(roles);
  }
}
