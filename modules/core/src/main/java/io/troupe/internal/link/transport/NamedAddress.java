package io.troupe.internal.link.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a program names, and what goes wrong with them: the JDK's own exceptions do not
 * say with which.
 */
public final class NamedAddress {
  private NamedAddress() {}

  /**
   * Checks that there are sockets for an address.
   *
   * @throws IllegalArgumentException if it is of a kind that there are none for
   * @throws UnknownHostException if its host is not known
   */
  public static void check(@Nullable SocketAddress address) throws UnknownHostException {
    if (address instanceof InetSocketAddress host) {
      if (host.isUnresolved()) {
        throw new UnknownHostException("the host " + host.getHostString() + " of " + address
            + " is not known; is the name right?");
      }
    } else if (!(address instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException(
          "the address must be an InetSocketAddress or a UnixDomainSocketAddress, was " + address);
    }
  }

  /**
   * Has a channel listen at an address that {@link #check} has passed.
   *
   * @throws BindException if it is in use, or not of this machine
   */
  public static void bind(ServerSocketChannel channel, SocketAddress address, int backlog)
      throws IOException {
    try {
      channel.bind(address, backlog);
    } catch (BindException e) {
      throw caused(new BindException(text(address, e)), e);
    } catch (SocketException e) {
      throw caused(new SocketException(text(address, e)), e);
    }
  }

  private static String text(SocketAddress address, IOException reason) {
    return "cannot listen at " + address + ": " + reason.getMessage();
  }

  private static <E extends IOException> E caused(E failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }
}
