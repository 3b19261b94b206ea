package io.troupe.internal.cluster.gateway;

import io.troupe.internal.link.transport.Routes;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;

/** Connects with a socket at a place. Implementations are thread-safe. */
interface Connector {

  /**
   * Blocks until the other end is connected.
   *
   * @throws IOException if it cannot be; the message is for the process that wanted it
   */
  Side connect(Place place, String address) throws IOException;

  /** Connects with a socket of this machine. */
  static Side here(String address) throws IOException {
    try {
      return Side.plain(SocketChannel.open(Routes.socketAddress(address)));
    } catch (IOException e) {
      ConnectException gone =
          new ConnectException("Nobody listens at " + address + " any more: " + e.getMessage());
      gone.initCause(e);
      throw gone;
    }
  }
}
