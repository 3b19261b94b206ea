package io.troupe.internal.link.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket. The channel never blocks: an interrupt closes a channel that is in a blocking operation, and the threads
 * that send are users' threads, which get interrupted. Whoever must wait does so in a selector, which survives that.
 */
public final class SocketTransport implements Transport {
  private static final Logger log = LoggerFactory.getLogger(SocketTransport.class);

  private final SocketChannel channel;
  private final Selector readable;

  // Made when the socket was full for the first time. Guarded by this.
  private @Nullable Selector writable;

  private SocketTransport(SocketChannel channel, Selector readable) {
    this.channel = channel;
    this.readable = readable;
  }

  /** Takes over a connected channel; closes it when that fails. */
  public static SocketTransport of(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      return new SocketTransport(channel, selector(channel, SelectionKey.OP_READ));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    channel.write(from);
  }

  @Override
  public void awaitReadable(long nanos) throws IOException {
    await(readable, nanos);
  }

  @Override
  public void awaitReadableInterruptibly(long nanos) throws IOException, InterruptedException {
    select(readable, nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public void wakeReader() {
    readable.wakeup();
  }

  @Override
  public void awaitWritable(long nanos) throws IOException {
    await(writable(), nanos);
  }

  @Override
  public synchronized void close() {
    close(channel);
    close(readable);
    if (writable != null) {
      close(writable);
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
