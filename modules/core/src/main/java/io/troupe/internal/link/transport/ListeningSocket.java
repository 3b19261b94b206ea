package io.troupe.internal.link.transport;

import io.troupe.internal.directory.SocketDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A socket at which a runtime listens: one of its own for its links, or one at an address that the
 * program names.
 */
public final class ListeningSocket implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ServerSocketChannel channel;
  private final SocketAddress socketAddress;
  private final String address;
  private final @Nullable SSLContext tls;
  private final boolean isPrivate;

  private ListeningSocket(
      ServerSocketChannel channel,
      SocketAddress socketAddress,
      String address,
      @Nullable SSLContext tls,
      boolean isPrivate) {
    this.channel = channel;
    this.socketAddress = socketAddress;
    this.address = address;
    this.tls = tls;
    this.isPrivate = isPrivate;
  }

  /**
   * Listens on a Unix-domain socket in a private directory, or on loopback where the platform has
   * no such sockets.
   */
  public static ListeningSocket open(SocketDirectory directory) throws IOException {
    try {
      UnixDomainSocketAddress address = directory.newAddress();
      return new ListeningSocket(bound(address), address, address.toString(), null, true);
    } catch (UnsupportedOperationException e) {
      return loopback();
    }
  }

  public static ListeningSocket loopback() throws IOException {
    ServerSocketChannel channel = bound(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
    return new ListeningSocket(channel, bound, hostAndPort(bound), null, true);
  }

  /**
   * Listens at an address that others know.
   *
   * @param tls secures all connections; null for none
   * @throws java.net.BindException if the address is in use
   * @throws java.net.UnknownHostException if the host of the address is not known
   * @throws IllegalArgumentException if it is neither a Unix-domain nor an internet one
   */
  public static ListeningSocket at(SocketAddress address, @Nullable SSLContext tls)
      throws IOException {
    ServerSocketChannel channel = bound(address);
    SocketAddress bound = channel.getLocalAddress();
    return new ListeningSocket(channel, bound, bound.toString(), tls, false);
  }

  private static ServerSocketChannel bound(SocketAddress address) throws IOException {
    NamedAddress.check(address);
    ServerSocketChannel channel = address instanceof UnixDomainSocketAddress
        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        : ServerSocketChannel.open();
    try {
      NamedAddress.bind(channel, address, BACKLOG);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String hostAndPort(InetSocketAddress bound) {
    String host = bound.getAddress().getHostAddress();
    return (host.contains(":") ? "[::1]" : host) + ":" + bound.getPort();
  }

  /**
   * Returns the address as text, which {@link SocketTransport#connect(String)} takes if this one is
   * private.
   */
  public String address() {
    return address;
  }

  public SocketAddress socketAddress() {
    return socketAddress;
  }

  /** Returns what secures the connections; null where nothing does. */
  public @Nullable SSLContext tls() {
    return tls;
  }

  /** Returns whether all that connect are processes of this user on this machine. */
  public boolean isPrivate() {
    return isPrivate;
  }

  public boolean isOpen() {
    return channel.isOpen();
  }

  public SocketChannel accept() throws IOException {
    return channel.accept();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (socketAddress instanceof UnixDomainSocketAddress file) {
      Files.deleteIfExists(file.getPath());
    }
  }
}
