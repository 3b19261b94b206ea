package io.troupe.internal.cluster.consensus;

import io.microraft.RaftEndpoint;

/**
 * A node in its life as a member of the group, of which it may have several.
 *
 * @param id {@code <address of the peer>/<number of that life>}
 */
record Endpoint(String id) implements RaftEndpoint {
  static Endpoint of(String peer, int number) {
    return new Endpoint(peer + "/" + number);
  }

  @Override
  public Object getId() {
    return id;
  }

  /** Returns the address of its node. */
  String peer() {
    return id.substring(0, id.lastIndexOf('/'));
  }

  int number() {
    return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
  }

  @Override
  public String toString() {
    return id;
  }
}
