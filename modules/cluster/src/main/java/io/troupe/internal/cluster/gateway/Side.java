package io.troupe.internal.cluster.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.link.transport.TlsChannel;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ends that are to be spliced: a socket that does not block, in the clear or with
 * TLS. First a request comes on it, and waits; then the splicer has it. One thread at a time; any
 * may close it.
 */
final class Side implements Closeable {
  private static final Log log = Log.of(Side.class);
  private static final int MOST_BYTES = 1 << 20;

  private final SocketChannel socket;
  private final @Nullable TlsChannel tls;

  private Side(SocketChannel socket, @Nullable TlsChannel tls) throws IOException {
    this.socket = socket;
    this.tls = tls;
    socket.configureBlocking(false);
    if (socket.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
  }

  static Side plain(SocketChannel socket) throws IOException {
    return new Side(socket, null);
  }

  static Side secure(SocketChannel socket, TlsChannel tls) throws IOException {
    return new Side(socket, tls);
  }

  /** @throws IOException if the other side has not proved that it is a node */
  void requireNode() throws IOException {
    if (tls == null || !tls.peerName().equals(KeyRing.NODE)) {
      throw new IOException("only nodes have mail for a node");
    }
  }

  SocketChannel socket() {
    return socket;
  }

  /** Returns it as what a link of this JVM goes over, which has it from now on. */
  SocketTransport transport() throws IOException {
    return tls == null ? SocketTransport.of(socket) : SocketTransport.secured(socket, tls);
  }

  /** Reads what is there; -1 at the end. */
  int read(ByteBuffer into) throws IOException {
    return tls == null ? socket.read(into) : tls.read(into);
  }

  /**
   * Writes what there is room for; what is left must be given again. Returns whether all of it has
   * left.
   */
  boolean write(ByteBuffer from) throws IOException {
    if (tls == null) {
      socket.write(from);
      return !from.hasRemaining();
    }
    tls.write(from);
    return !from.hasRemaining() && tls.flush();
  }

  /** Returns whether what is to be written waits for something to be read. */
  boolean needsInput() {
    return tls != null && tls.needsInput();
  }

  void send(MessageLite message, Deadline deadline) throws IOException {
    byte[] bytes = message.toByteArray();
    send(
        ByteBuffer.allocate(Integer.BYTES + bytes.length)
            .putInt(bytes.length)
            .put(bytes)
            .flip(),
        deadline);
  }

  void send(ByteBuffer bytes, Deadline deadline) throws IOException {
    try (Selector selector = Selector.open()) {
      SelectionKey key = socket.register(selector, 0);
      while (!write(bytes)) {
        await(key, needsInput() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  <M extends MessageLite> M receive(Parser<M> parser, Deadline deadline) throws IOException {
    int length = receive(Integer.BYTES, deadline).getInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("the other side says nothing that belongs here");
    }
    try {
      return parser.parseFrom(receive(length, deadline).array());
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the other side says nothing that belongs here", e);
    }
  }

  ByteBuffer receive(int bytes, Deadline deadline) throws IOException {
    ByteBuffer received = ByteBuffer.allocate(bytes);
    try (Selector selector = Selector.open()) {
      SelectionKey key = socket.register(selector, 0);
      while (received.hasRemaining()) {
        int count = read(received);
        if (count < 0) {
          throw new EOFException("the other side closed the connection");
        }
        if (count == 0) {
          await(key, SelectionKey.OP_READ, deadline);
        }
      }
    }
    return received.flip();
  }

  private static void await(SelectionKey key, int operation, Deadline deadline) throws IOException {
    if (deadline.passed()) {
      throw new SocketTimeoutException("the other side does not answer");
    }
    key.interestOps(operation);
    key.selector().select(ready -> {}, deadline.selectMillis());
  }

  @Override
  public void close() {
    try {
      if (tls == null) {
        socket.close();
      } else {
        tls.close();
      }
    } catch (IOException e) {
      log.debug("Closing a connection failed", e);
    }
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
