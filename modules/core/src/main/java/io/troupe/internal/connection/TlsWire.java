package io.troupe.internal.connection;

import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Encrypts what passes over another wire. Its methods exclude each other: none of them waits. */
final class TlsWire implements Wire {
  private static final Log log = Log.of(TlsWire.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Wire wire;
  private final SSLEngine engine;
  // All three from position to limit: received, decrypted and not taken, encrypted and not written.
  private final ByteBuffer received;
  private final ByteBuffer plain;
  private final ByteBuffer encrypted;

  private TlsWire(Wire wire, SSLEngine engine) {
    this.wire = wire;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(2 * packet).limit(0);
    this.plain =
        ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    this.encrypted = ByteBuffer.allocate(2 * packet).limit(0);
  }

  /**
   * Secures a wire to a listener, whose certificate must name its host; without a context it stays
   * as it is.
   */
  static Wire asClient(
      Wire wire, @Nullable SSLContext context, SocketAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    if (context == null) {
      return wire;
    }
    SSLEngine engine = address instanceof InetSocketAddress host
        ? context.createSSLEngine(host.getHostString(), host.getPort())
        : context.createSSLEngine();
    engine.setUseClientMode(true);
    if (address instanceof InetSocketAddress) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return new TlsWire(wire, engine).shakeHands(deadline);
  }

  /** Secures a wire to a client; without a context it stays as it is. */
  static Wire asListener(Wire wire, @Nullable SSLContext context, Deadline deadline)
      throws IOException, InterruptedException {
    if (context == null) {
      return wire;
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return new TlsWire(wire, engine).shakeHands(deadline);
  }

  private TlsWire shakeHands(Deadline deadline) throws IOException, InterruptedException {
    engine.beginHandshake();
    try (Parking parking = new Parking()) {
      while (isShakingHands() || !flush()) {
        if (!advance()) {
          await(parking, deadline);
        }
      }
    }
    return this;
  }

  private boolean isShakingHands() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private void await(Parking parking, Deadline deadline) throws IOException, InterruptedException {
    if (deadline.passed()) {
      throw new SocketTimeoutException("the other side was silent during the TLS handshake");
    }
    parking.await(channel(), flush() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE, deadline);
  }

  // One step of the handshake; false when it needs the other side.
  private synchronized boolean advance() throws IOException {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> runTasks();
      case NEED_WRAP -> flush() && wrap(NOTHING).getStatus() == SSLEngineResult.Status.OK;
      default -> flush() && (unwrap() || receive() > 0);
    };
  }

  private boolean runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    return true;
  }

  private SSLEngineResult wrap(ByteBuffer source) throws SSLException {
    encrypted.clear();
    try {
      return engine.wrap(source, encrypted);
    } finally {
      encrypted.flip();
    }
  }

  // Whether a packet was there.
  private boolean unwrap() throws SSLException {
    plain.clear();
    try {
      SSLEngineResult result = engine.unwrap(received, plain);
      return result.bytesConsumed() > 0;
    } finally {
      plain.flip();
    }
  }

  private int receive() throws IOException {
    received.compact();
    try {
      int count = wire.read(received);
      if (count < 0) {
        engine.closeInbound();
      }
      return count;
    } finally {
      received.flip();
    }
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    while (!plain.hasRemaining()) {
      if (engine.isInboundDone()) {
        return -1;
      }
      answerHandshake();
      if (!unwrap() && !plain.hasRemaining()) {
        int count = receive();
        if (count <= 0) {
          return count;
        }
      }
    }
    return take(target);
  }

  // The other side may ask for new keys at any time.
  private void answerHandshake() throws IOException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK
        || (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush())) {
      advance();
    }
    flush();
  }

  private int take(ByteBuffer target) {
    int count = Math.min(target.remaining(), plain.remaining());
    target.put(target.position(), plain, plain.position(), count);
    target.position(target.position() + count);
    plain.position(plain.position() + count);
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    if (!flush()) {
      return 0;
    }
    int count = wrap(source).bytesConsumed();
    if (engine.isOutboundDone()) {
      throw new IOException("the other side closed the TLS connection");
    }
    flush();
    return count;
  }

  @Override
  public synchronized boolean flush() throws IOException {
    while (encrypted.hasRemaining() && wire.write(encrypted) > 0) {
      log.trace("wrote a packet");
    }
    return !encrypted.hasRemaining();
  }

  @Override
  public @Nullable SelectableChannel channel() {
    return wire.channel();
  }

  @Override
  public synchronized void close() {
    try {
      engine.closeOutbound();
      if (flush()) {
        wrap(NOTHING);
        flush();
      }
    } catch (IOException e) {
      log.debug("the end of a TLS connection could not be said", e);
    } finally {
      wire.close();
    }
  }
}
