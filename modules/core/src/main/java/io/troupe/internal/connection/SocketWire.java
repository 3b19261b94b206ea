package io.troupe.internal.connection;

import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** The bytes of a plain socket. */
final class SocketWire implements Wire {
  private static final Log log = Log.of(SocketWire.class);

  // With room for this much, a large message crosses in a few turns of its writer and its reader
  // instead of dozens.
  private static final int BUFFER_BYTES = 1 << 20;
  // The JDK copies a heap buffer into a direct one of the same size and keeps that for the thread:
  // so only in slices.
  private static final int SLICE_BYTES = 1 << 17;

  private final SocketChannel channel;

  private SocketWire(SocketChannel channel) {
    this.channel = channel;
  }

  /** Takes over a connected channel. */
  static SocketWire of(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    if (channel.getRemoteAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    return new SocketWire(channel);
  }

  /**
   * Connects to a Unix-domain socket. Waits only while the listener's backlog is full.
   *
   * @throws InterruptedException if the thread is interrupted; nothing was connected then
   */
  static SocketWire connect(SocketAddress address) throws IOException, InterruptedException {
    return connected(() -> SocketChannel.open(address));
  }

  /**
   * Connects to the private socket of another process. Waits while the listener's backlog is full,
   * and for a process elsewhere until it is connected.
   *
   * @throws InterruptedException if the thread is interrupted; nothing was connected then
   */
  static SocketWire connect(String address) throws IOException, InterruptedException {
    return connected(() -> Routes.connect(address));
  }

  private interface Opening {
    SocketChannel open() throws IOException;
  }

  private static SocketWire connected(Opening opening) throws IOException, InterruptedException {
    try {
      SocketChannel channel = opening.open();
      try {
        return of(channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    }
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException("interrupted while connecting");
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (target.remaining() <= SLICE_BYTES) {
      return channel.read(target);
    }
    int limit = target.limit();
    target.limit(target.position() + SLICE_BYTES);
    try {
      return channel.read(target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (source.remaining() <= SLICE_BYTES) {
      return channel.write(source);
    }
    int limit = source.limit();
    source.limit(source.position() + SLICE_BYTES);
    try {
      return channel.write(source);
    } finally {
      source.limit(limit);
    }
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public SelectableChannel channel() {
    return channel;
  }

  SocketAddress remoteAddress() throws IOException {
    return channel.getRemoteAddress();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a socket failed", e);
    }
  }
}
