package io.troupe.internal.cluster.consensus;

/**
 * A node, as a leader sees it.
 *
 * @param address of its actor system, with the number that tells it from others there before and
 *     after it: {@code pekko://troupe@node1:4711#123}
 * @param name host and port of its gateway, by which people know it
 * @param up whether it is a member that is not about to leave
 */
public record Peer(String address, String name, boolean up) {
  /** Returns whether an endpoint is one of this node. */
  boolean has(String endpoint) {
    return endpoint.startsWith(address + "/");
  }

  Peer leaving() {
    return new Peer(address, name, false);
  }
}
