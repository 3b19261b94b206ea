package io.troupe.internal.cluster.gateway;

import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.transport.ListeningSocket;
import io.troupe.internal.link.transport.RouteRequest;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The socket by which the processes of this machine reach others: it connects them, and passes on
 * what is said. Only processes of this user can reach it. Thread-safe.
 */
final class Router implements AutoCloseable {
  private final ListeningSocket socket;
  private final Connector connector;
  private final Splicer splicer;
  private final Reception reception;

  private Router(ListeningSocket socket, Connector connector, Splicer splicer) {
    this.socket = socket;
    this.connector = connector;
    this.splicer = splicer;
    reception = Reception.open("troupe-router", socket, this::receive);
  }

  /** Opens one. */
  static Router open(Connector connector, Splicer splicer) throws IOException {
    ListeningSocket socket = ListeningSocket.open(SocketDirectory.ofThisJvm());
    return new Router(socket, connector, splicer);
  }

  /** Returns where it is. */
  String address() {
    return socket.address();
  }

  private void receive(SocketChannel guest) throws IOException {
    Side near = Side.plain(guest);
    Deadline deadline = Deadline.after(Gateways.PATIENCE);
    int length = Short.toUnsignedInt(near.receive(Short.BYTES, deadline).getShort());
    if (length > RouteRequest.MOST_BYTES) {
      throw new IOException("no request of " + length + " bytes");
    }
    RouteRequest request = RouteRequest.decode(near.receive(length, deadline));
    Side far;
    try {
      far = connector.connect(Place.parse(request.place()), request.address());
    } catch (IOException | RuntimeException e) {
      answer(near, String.valueOf(e.getMessage()));
      near.close();
      return;
    }
    answer(near, "");
    splicer.join(near, far);
  }

  private static void answer(Side near, String refusal) throws IOException {
    ByteBuffer bytes = RouteRequest.answer(refusal);
    near.send(bytes, Deadline.after(Gateways.PATIENCE));
  }

  @Override
  public void close() {
    reception.close();
  }
}
