package io.troupe.internal.link.transport;

import io.troupe.internal.directory.RuntimeDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a host listens: a Unix-domain socket in a private directory, or a loopback port where there are none. */
public final class Endpoint implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(127\\.0\\.0\\.1|\\[::1\\]):(\\d{1,5})");

  private final ServerSocketChannel channel;
  private final String address;
  private final @Nullable Path socket;

  private Endpoint(ServerSocketChannel channel, String address, @Nullable Path socket) {
    this.channel = channel;
    this.address = address;
    this.socket = socket;
  }

  /** Listens on a Unix-domain socket in a private directory, where the platform has such sockets. */
  public static Endpoint open(RuntimeDirectory directory) throws IOException {
    try {
      return unix(directory.newAddress());
    } catch (UnsupportedOperationException e) {
      return loopback();
    }
  }

  public static Endpoint loopback() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
      return new Endpoint(channel, hostAndPort(bound), null);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Connects to what {@link #address} named. */
  public static SocketChannel connect(String address) throws IOException {
    Matcher tcp = HOST_AND_PORT.matcher(address);
    return tcp.matches()
        ? connected(new InetSocketAddress(tcp.group(1), Integer.parseInt(tcp.group(2))))
        : connected(UnixDomainSocketAddress.of(address));
  }

  public String address() {
    return address;
  }

  public SocketChannel accept() throws IOException {
    return tuned(channel.accept());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (socket != null) {
      Files.deleteIfExists(socket);
    }
  }

  private static Endpoint unix(UnixDomainSocketAddress unused) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(unused, BACKLOG);
      return new Endpoint(channel, unused.toString(), unused.getPath());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel connected(SocketAddress remote) throws IOException {
    return tuned(SocketChannel.open(remote));
  }

  // Frames leave in batches already; the kernel must not hold them back.
  private static SocketChannel tuned(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return channel;
  }

  private static String hostAndPort(InetSocketAddress bound) {
    String host = bound.getAddress().getHostAddress();
    return (host.contains(":") ? "[::1]" : host) + ":" + bound.getPort();
  }
}
