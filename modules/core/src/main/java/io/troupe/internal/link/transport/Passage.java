package io.troupe.internal.link.transport;

import java.io.IOException;

/**
 * How a JVM reaches sockets of other machines by itself, where its children need the router.
 * Implementations are thread-safe.
 */
public interface Passage {

  /**
   * Blocks until the other end is connected.
   *
   * @param place where the socket is: see {@link Routes}
   * @param address of the socket, at its machine
   * @throws IOException if it cannot be reached; the message says why
   */
  SocketTransport open(String place, String address) throws IOException;
}
