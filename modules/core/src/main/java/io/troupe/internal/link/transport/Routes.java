package io.troupe.internal.link.transport;

import io.troupe.proto.Routing;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM reaches sockets that lie on other machines. An address alone is one of this machine;
 * {@code
 * @PLACE|ADDRESS} is that address at a place: a node of a cluster, or a program that uses one. Who
 *     wants to reach it connects with the router, a socket here, and says where; from then on the
 *     stream is that of the other end. Static, as what it is about: a JVM is on one machine.
 *     Thread-safe.
 */
public final class Routes {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
  private static final int LONGEST_PORT = 5;

  /**
   * The router answers when the other end is connected, or cannot be, which it knows much sooner.
   */
  private static final long ANSWER_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private static volatile Routing current = Routing.getDefaultInstance();
  private static volatile @Nullable Passage passage;

  private Routes() {}

  /** Routes what is connected from now on, and what is published. */
  public static void use(Routing routing) {
    use(routing, null);
  }

  /**
   * As {@link #use(Routing)}.
   *
   * @param own how this JVM reaches other machines without the router, which costs its frames a
   *     further socket and thread; null if it does not
   */
  public static void use(Routing routing, @Nullable Passage own) {
    passage = own;
    current = routing;
  }

  /** Returns what the children of this JVM are to use. */
  public static Routing forChildren() {
    return current;
  }

  /** Returns an address of this machine as others are to know it. */
  public static String publish(String address) {
    String place = current.getPlace();
    return place.isEmpty() ? address : at(place, address);
  }

  /** Returns the address, as it is at its machine, of something at a place. */
  public static String at(String place, String address) {
    return "@" + place + "|" + address;
  }

  /**
   * Connects to an address. Blocks; for one elsewhere until the other end is connected. A process
   * without a router was started before its program used a cluster: what it hears of is here.
   *
   * @throws ConnectException if the router cannot connect; the message says why
   */
  public static SocketChannel connect(String address) throws IOException {
    return connect(Destination.of(address, current));
  }

  private static SocketChannel connect(Destination where) throws IOException {
    return where.isHere()
        ? SocketChannel.open(socketAddress(where.local()))
        : through(where.router(), where.place(), where.local());
  }

  /** As {@link #connect}, by the shortest way that this JVM has. */
  static SocketTransport transport(String address) throws IOException {
    Destination where = Destination.of(address, current);
    Passage own = passage;
    return own == null || where.isHere()
        ? SocketTransport.of(connect(where))
        : own.open(where.place(), where.local());
  }

  /**
   * Where an address leads.
   *
   * @param router by which it is reached; empty if there is none
   * @param place of the socket; empty for this machine
   * @param local address of the socket, at its machine
   */
  private record Destination(String router, String place, String local) {

    static Destination of(String address, Routing routing) {
      int bar = address.startsWith("@") ? address.indexOf('|') : -1;
      String place = bar < 0 ? routing.getHome() : address.substring(1, bar);
      boolean here = place.isEmpty() || place.equals(routing.getPlace());
      return new Destination(here ? "" : routing.getRouter(), place, address.substring(bar + 1));
    }

    boolean isHere() {
      return router.isEmpty();
    }
  }

  /** Returns what an address of this machine names: a Unix-domain socket, or a port on loopback. */
  public static SocketAddress socketAddress(String local) {
    int colon = local.lastIndexOf(':');
    String host = local.substring(0, Math.max(colon, 0));
    String port = local.substring(colon + 1);
    return LOOPBACK.contains(host) && isPort(port)
        ? new InetSocketAddress(host, Integer.parseInt(port))
        : UnixDomainSocketAddress.of(local);
  }

  private static boolean isPort(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_PORT;
  }

  private static SocketChannel through(String router, String place, String local)
      throws IOException {
    SocketChannel channel = SocketChannel.open(socketAddress(router));
    try {
      write(channel, RouteRequest.encode(place, local));
      String refusal = answer(channel);
      if (!refusal.isEmpty()) {
        throw new ConnectException(refusal);
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Returns why it was refused; empty if it was not. */
  private static String answer(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try (Selector readable = Selector.open()) {
      channel.register(readable, SelectionKey.OP_READ);
      ByteBuffer length = read(channel, readable, Short.BYTES);
      return StandardCharsets.UTF_8
          .decode(read(channel, readable, Short.toUnsignedInt(length.getShort())))
          .toString();
    }
  }

  private static ByteBuffer read(SocketChannel channel, Selector readable, int bytes)
      throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes);
    while (read.hasRemaining()) {
      int count = channel.read(read);
      if (count < 0) {
        throw new EOFException("the router has ended");
      }
      if (count == 0 && readable.select(key -> {}, ANSWER_MILLIS) == 0) {
        throw new ConnectException("the router does not answer");
      }
    }
    return read.flip();
  }
}
