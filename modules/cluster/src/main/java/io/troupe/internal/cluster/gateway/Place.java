package io.troupe.internal.cluster.gateway;

import java.net.InetSocketAddress;

/**
 * Where an address lies: on the machine of a node, or on that of a program that uses the node.
 *
 * @param node host and port of the node's gateway
 * @param program its number, the same at all nodes that it uses; 0 for the node itself
 */
public record Place(String node, long program) {

  /** Returns the place with this text. */
  public static Place parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Place(text, 0)
        : new Place(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
  }

  /**
   * Returns the socket address of {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static InetSocketAddress socketAddress(String node) {
    int colon = node.lastIndexOf(':');
    try {
      int port = Integer.parseInt(node.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= 0xffff) {
        String host = node.substring(0, colon);
        return new InetSocketAddress(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "the address of a node must be host:port, as node1:7355, was '" + node + "'");
  }

  @Override
  public String toString() {
    return program == 0 ? node : node + '/' + program;
  }
}
