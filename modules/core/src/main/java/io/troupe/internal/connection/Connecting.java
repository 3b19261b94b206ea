package io.troupe.internal.connection;

import io.troupe.AuthenticationException;
import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.internal.wait.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The client's side of a connection that a listener accepts. */
public final class Connecting {

  private Connecting() {}

  /** Connects and lets both sides prove themselves. */
  public static Connection connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(options.timeout());
    Wire wire = open(address, deadline);
    try {
      Wire secured = TlsWire.asClient(wire, options.tls(), address, deadline);
      return new DefaultConnection(new SocketEnd(secured, prove(secured, options, deadline)));
    } catch (EOFException | SocketTimeoutException e) {
      wire.close();
      throw new AuthenticationException(
          "the listener at " + address + " did not complete the handshake within "
              + options.timeout(),
          e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static Source prove(Wire wire, ConnectionOptions options, Deadline deadline)
      throws IOException, InterruptedException {
    try (Dialogue dialogue = Dialogue.interruptible(wire, deadline)) {
      new KeyExchange(options.key()).asClient(dialogue);
      return dialogue.source();
    }
  }

  private static Wire open(SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    checkKind(address);
    return address instanceof InetSocketAddress
        ? openTcp(address, deadline)
        : SocketWire.connect(address);
  }

  static void checkKind(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress || address instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException(
          "the address must be an InetSocketAddress or a UnixDomainSocketAddress, was " + address);
    }
  }

  private static Wire openTcp(SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open();
    try (Parking parking = new Parking()) {
      channel.configureBlocking(false);
      channel.connect(address);
      while (!channel.finishConnect()) {
        await(parking, channel, address, deadline);
      }
      return SocketWire.of(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void await(
      Parking parking, SocketChannel channel, SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    if (deadline.passed()) {
      throw new java.net.ConnectException("no answer from " + address + " in time");
    }
    parking.await(channel, SelectionKey.OP_CONNECT, deadline);
  }
}
