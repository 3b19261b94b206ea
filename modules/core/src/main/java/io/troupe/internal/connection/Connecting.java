package io.troupe.internal.connection;

import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.internal.link.transport.NamedAddress;
import io.troupe.internal.wait.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** The client's side of a connection that a listener accepts. */
public final class Connecting {

  private Connecting() {}

  /** Connects and lets both sides prove themselves. */
  public static Connection connect(
      Connections connections, SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(options.timeout());
    Wire wire = open(address, options.timeout(), deadline);
    try {
      Wire secured = TlsWire.asClient(wire, options.tls(), address, deadline);
      return connections.over(secured, prove(secured, options, deadline), address, options);
    } catch (SocketTimeoutException e) {
      wire.close();
      throw caused(
          new SocketTimeoutException("the listener at " + address
              + " did not complete the handshake within " + options.timeout()),
          e);
    } catch (EOFException e) {
      wire.close();
      throw caused(
          new ConnectException("the listener at " + address + " hung up during the handshake"), e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static <E extends IOException> E caused(E failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  private static Source prove(Wire wire, ConnectionOptions options, Deadline deadline)
      throws IOException, InterruptedException {
    try (Dialogue dialogue = new Dialogue(wire, deadline)) {
      new KeyExchange(options.key()).asClient(dialogue);
      return dialogue.source();
    }
  }

  private static Wire open(SocketAddress address, Duration timeout, Deadline deadline)
      throws IOException, InterruptedException {
    NamedAddress.check(address);
    try {
      return address instanceof InetSocketAddress
          ? openTcp(address, timeout, deadline)
          : SocketWire.connect(address);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException e) {
      throw caused(
          new ConnectException("no listener can be reached at " + address + ": " + e.getMessage()),
          e);
    }
  }

  private static Wire openTcp(SocketAddress address, Duration timeout, Deadline deadline)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open();
    try (Parking parking = new Parking()) {
      channel.configureBlocking(false);
      channel.connect(address);
      while (!channel.finishConnect()) {
        if (deadline.passed()) {
          throw new SocketTimeoutException("no answer from " + address + " within " + timeout);
        }
        parking.await(channel, SelectionKey.OP_CONNECT, deadline);
      }
      return SocketWire.of(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
