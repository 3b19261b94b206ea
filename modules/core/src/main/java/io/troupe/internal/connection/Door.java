package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.proto.PipeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the writers of all pipes that this process reads connect: one socket and one thread, begun
 * with the first pipe that is read here. A writer says a token first, which names the reader and
 * proves that the pipe told the writer of it. Thread-safe.
 */
final class Door {
  /** A number that names the reader, and 256 bits that cannot be guessed. */
  private static final int TOKEN_BYTES = Long.BYTES + 32;

  private static final Log log = Log.of(Door.class);
  private static final int BACKLOG = 512;
  // Of those that have not said their token; the oldest give way.
  private static final int MOST_STRANGERS = 128;

  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final AtomicLong readers = new AtomicLong();
  private final Map<Long, Reader> expected = new ConcurrentHashMap<>();
  private final Complaints complaints = new Complaints(log);
  // Guarded by this, as is all that lets in.
  private final Map<SocketChannel, ByteBuffer> strangers = new LinkedHashMap<>();

  /** @param wake lets the reader see that bytes came in memory */
  private record Reader(ByteString token, Consumer<Wire> writers, Runnable wake) {}

  private Door() throws IOException {
    address = SocketDirectory.ofThisJvm().newAddress();
    selector = Selector.open();
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address, BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  private static volatile @Nullable Door opened;

  /**
   * Returns the one of this process, opening it if need be.
   *
   * @throws UncheckedIOException if it cannot be opened; it is tried again the next time
   */
  static Door ofThisProcess() {
    Door known = opened;
    return known == null ? open() : known;
  }

  private static synchronized Door open() {
    Door known = opened;
    if (known != null) {
      return known;
    }
    try {
      Door door = new Door();
      Thread thread = new Thread(door::run, "troupe-pipes");
      thread.setDaemon(true);
      thread.start();
      opened = door;
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException("the socket for writers of pipes could not be opened", e);
    }
  }

  /** Closes the one of this process, if there is one. */
  static void close() {
    Door open = opened;
    if (open != null) {
      try {
        open.selector.close();
        open.server.close();
      } catch (IOException e) {
        log.debug("the socket for writers of pipes stays open", e);
      }
    }
  }

  /**
   * Expects writers for a reader from now on.
   *
   * @param writers takes their wires, on any thread
   * @param wake lets the reader see that a wire in memory has something
   * @return the reader's token
   */
  ByteString expect(Consumer<Wire> writers, Runnable wake) {
    long number = readers.incrementAndGet();
    byte[] secret = Hmac.random(TOKEN_BYTES - Long.BYTES);
    ByteString token = ByteString.copyFrom(
        ByteBuffer.allocate(TOKEN_BYTES).putLong(number).put(secret).flip());
    expected.put(number, new Reader(token, writers, wake));
    return token;
  }

  /** Turns away the writers that come late. */
  void forget(ByteString token) {
    expected.remove(number(token));
  }

  private static long number(ByteString token) {
    return token.size() == TOKEN_BYTES ? token.asReadOnlyByteBuffer().getLong() : 0;
  }

  /** Returns what writers must know of the reader with this token. */
  PipeReader reader(ByteString token) {
    return PipeReader.newBuilder()
        .setAddress(Routes.publish(address.toString()))
        .setToken(token)
        .build();
  }

  /**
   * Connects to a reader: in memory if it is in this process.
   *
   * @param writer is woken when there is room in memory again
   */
  static Wire connect(PipeReader reader, Parking writer) throws IOException, InterruptedException {
    if (reader.getAddress().endsWith(ofThisProcess().address.toString())) {
      return ofThisProcess().connectHere(reader.getToken(), writer);
    }
    Wire wire = SocketWire.connect(reader.getAddress());
    try {
      if (wire.write(reader.getToken().asReadOnlyByteBuffer()) < TOKEN_BYTES) {
        throw new IOException("no room for the token");
      }
      return wire;
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  private Wire connectHere(ByteString token, Parking writer) throws IOException {
    Reader reader = find(token);
    if (reader == null) {
      throw new IOException("the reader is gone");
    }
    Wire wire = new MemoryWire(reader.wake, writer::wake);
    reader.writers.accept(wire);
    return wire;
  }

  // In a time that says nothing of the token but whether it is right.
  private @Nullable Reader find(ByteString token) {
    Reader reader = expected.get(number(token));
    boolean right =
        reader != null && MessageDigest.isEqual(reader.token.toByteArray(), token.toByteArray());
    return right ? reader : null;
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select(key -> {});
        letIn();
      } catch (ClosedSelectorException closed) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!server.isOpen()) {
          return;
        }
        complaints.pauseAfter("a writer of a pipe could not connect", e);
      }
    }
  }

  /**
   * Lets in who has come, without waiting: on return each writer that had connected and said its
   * token before is with its reader.
   *
   * @throws IOException if no connection can be taken, for lack of descriptors perhaps
   */
  synchronized void letIn() throws IOException {
    try {
      for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
        greet(next);
      }
    } finally {
      strangers.entrySet().removeIf(stranger -> hear(stranger.getKey(), stranger.getValue()));
    }
  }

  private void greet(SocketChannel stranger) throws IOException {
    ByteBuffer token = ByteBuffer.allocate(TOKEN_BYTES);
    stranger.configureBlocking(false);
    if (!hear(stranger, token)) {
      stranger.register(selector, SelectionKey.OP_READ);
      selector.wakeup();
      strangers.put(stranger, token);
      dropOldest();
    }
  }

  private void dropOldest() throws IOException {
    if (strangers.size() > MOST_STRANGERS) {
      Iterator<SocketChannel> oldest = strangers.keySet().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  // Whether it is no stranger any more: let in, or gone.
  private boolean hear(SocketChannel stranger, ByteBuffer token) {
    try {
      int count = stranger.read(token);
      if (count >= 0 && token.hasRemaining()) {
        return false;
      }
      Reader reader = find(ByteString.copyFrom(token.flip()));
      if (reader == null) {
        stranger.close();
      } else {
        letGo(stranger);
        reader.writers.accept(SocketWire.of(stranger));
      }
    } catch (IOException e) {
      log.debug("a writer of a pipe left before it was let in", e);
    }
    return true;
  }

  // Else the selector would keep the socket half open once it is closed.
  private void letGo(SocketChannel stranger) {
    SelectionKey key = stranger.keyFor(selector);
    if (key != null) {
      key.cancel();
      selector.wakeup();
    }
  }
}
