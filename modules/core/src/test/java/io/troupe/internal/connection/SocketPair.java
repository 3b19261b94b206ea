package io.troupe.internal.connection;

import io.troupe.internal.directory.RuntimeDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two connected sockets. */
final class SocketPair {

  private SocketPair() {}

  static SocketChannel[] open() throws IOException {
    UnixDomainSocketAddress address = RuntimeDirectory.ofThisJvm().newAddress();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel first = SocketChannel.open(address);
      return new SocketChannel[] {first, server.accept()};
    } finally {
      RuntimeDirectory.delete(address);
    }
  }
}
