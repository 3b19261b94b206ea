package io.troupe.internal.link.transport;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A socket, in the clear or with TLS. The channel never blocks: an interrupt closes a channel that
 * is in a blocking operation, and the threads that send are users' threads, which get interrupted.
 * A thread that must wait does so in a selector, which survives that.
 */
public final class SocketTransport implements Transport {
  private static final Log log = Log.of(SocketTransport.class);
  private static final int KEEP_ALIVE_SECONDS = 60;

  private final SocketChannel channel;
  private final @Nullable TlsChannel tls;
  private final ByteChannel bytes;
  private final Selector readable;

  // Made when the socket was full for the first time. Guarded by this.
  private @Nullable Selector writable;

  private SocketTransport(SocketChannel channel, @Nullable TlsChannel tls) throws IOException {
    this.channel = channel;
    this.tls = tls;
    this.bytes = tls == null ? channel : tls;
    this.readable = selector(channel, SelectionKey.OP_READ);
  }

  /** Takes over a connected channel; closes it when that fails. */
  public static SocketTransport of(SocketChannel channel) throws IOException {
    return of(channel, null);
  }

  /**
   * Takes over a channel that was accepted, and secures it if there is a context; closes it when
   * that fails.
   */
  public static SocketTransport of(SocketChannel channel, @Nullable SSLContext tls)
      throws IOException {
    try {
      tune(channel);
      return new SocketTransport(channel, tls == null ? null : TlsChannel.server(channel, tls));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Takes over a connected channel that is secured already; closes it when that fails. */
  public static SocketTransport secured(SocketChannel channel, TlsChannel tls) throws IOException {
    try {
      tune(channel);
      return new SocketTransport(channel, tls);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Connects to the private socket of a runtime: see {@link ListeningSocket#address}. */
  public static SocketTransport connect(String address) throws IOException {
    return Routes.transport(address);
  }

  /**
   * Connects to an address, and secures the connection if there is a context.
   *
   * @throws ConnectException if nothing listens there
   * @throws SocketTimeoutException if there is no answer in time
   * @throws UnknownHostException if the host of the address is not known
   * @throws IllegalArgumentException if the address is neither a Unix-domain nor an internet one
   */
  public static SocketTransport connect(
      SocketAddress address, @Nullable SSLContext tls, Deadline deadline)
      throws IOException, InterruptedException {
    SocketChannel channel = connected(address, deadline);
    try {
      tune(channel);
      return new SocketTransport(
          channel, tls == null ? null : TlsChannel.client(channel, tls, address));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Connects to an address. An internet one is left as a channel that does not block.
   *
   * @throws ConnectException if nothing listens there
   * @throws SocketTimeoutException if there is no answer in time
   * @throws UnknownHostException if the host of the address is not known
   */
  public static SocketChannel connected(SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    NamedAddress.check(address);
    try {
      return address instanceof InetSocketAddress
          ? connectedTcp(address, deadline)
          : SocketChannel.open(address);
    } catch (SocketException e) {
      ConnectException refused =
          new ConnectException("Cannot connect to " + address + ": " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  private static SocketChannel connectedTcp(SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open();
    try (Selector connectable = Selector.open()) {
      channel.configureBlocking(false);
      channel.register(connectable, SelectionKey.OP_CONNECT);
      channel.connect(address);
      while (!channel.finishConnect()) {
        if (deadline.passed()) {
          throw new SocketTimeoutException("No answer from " + address + " in time");
        }
        connectable.select(key -> {}, deadline.selectMillis());
        throwIfInterrupted();
      }
      return channel;
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Frames leave in batches already, which the kernel must not hold back; and a peer may vanish
   * without a word.
   */
  private static void tune(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    // Not by its options, of which the JDK makes a list first that takes longer than to connect.
    if (channel.getRemoteAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return bytes.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    bytes.write(from);
  }

  @Override
  public void awaitReadable(long nanos) throws IOException {
    await(readable, nanos);
  }

  @Override
  public void awaitReadableInterruptibly(long nanos) throws IOException, InterruptedException {
    select(readable, nanos);
    throwIfInterrupted();
  }

  @Override
  public void wakeReader() {
    readable.wakeup();
  }

  @Override
  public void awaitWritable(long nanos) throws IOException {
    await(tls != null && tls.needsInput() ? readable : writable(), nanos);
  }

  @Override
  public synchronized void close() {
    // A channel without a selector closes at once; with one, the JDK looks at its options first.
    close(readable);
    close(bytes);
    if (writable != null) {
      close(writable);
    }
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private synchronized Selector writable() throws IOException {
    if (writable == null) {
      writable = selector(channel, SelectionKey.OP_WRITE);
    }
    return writable;
  }

  private static Selector selector(SocketChannel channel, int operation) throws IOException {
    Selector selector = Selector.open();
    try {
      channel.register(selector, operation);
      return selector;
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  // A selector returns at once while its thread is interrupted, so the flag is put aside for the
  // wait.
  private static void await(Selector selector, long nanos) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      select(selector, nanos);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void select(Selector selector, long nanos) throws IOException {
    try {
      selector.select(key -> {}, millis(nanos));
    } catch (ClosedSelectorException e) {
      throw closed(e);
    }
  }

  // Rounds up, since 0 means without limit.
  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
  }

  private static ClosedChannelException closed(ClosedSelectorException cause) {
    ClosedChannelException closed = new ClosedChannelException();
    closed.initCause(cause);
    return closed;
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      log.debug("Closing a socket failed", e);
    }
  }
}
