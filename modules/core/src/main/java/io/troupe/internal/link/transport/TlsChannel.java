package io.troupe.internal.link.transport;

import io.troupe.internal.log.Log;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS over a channel that does not block. Both sides begin with the handshake of TLS in their first
 * reads and writes. One thread may read while another writes.
 */
public final class TlsChannel implements ByteChannel {
  private static final Log log = Log.of(TlsChannel.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * How many records leave and come at once, where there is so much: each call of the system costs,
   * and wakes the other side.
   */
  private static final int MOST_RECORDS = 4;

  /** The first byte of everything that a client says first in TLS. */
  private static final byte CLIENT_HELLO = 22;

  private final ByteChannel channel;
  private final SSLEngine engine;

  // All three from position to limit: received, decrypted and not taken, encrypted and not written.
  private ByteBuffer received;
  private final ByteBuffer plain;
  private ByteBuffer encrypted;

  /** How much of what the writer gave is encrypted, but not counted as written before that is. */
  private int owed;

  private boolean begun;
  private volatile boolean established;
  private boolean peerSpeaksTls;
  private boolean ended;

  private TlsChannel(ByteChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    peerSpeaksTls = engine.getUseClientMode();
    int packet = packet();
    received = ByteBuffer.allocate(2 * packet).limit(0);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    encrypted = ByteBuffer.allocate(2 * packet).limit(0);
  }

  /**
   * Returns the channel of a side that connected to {@code address}, whose certificate must name
   * the host.
   */
  public static TlsChannel client(ByteChannel channel, SSLContext context, SocketAddress address) {
    SSLEngine engine;
    if (address instanceof InetSocketAddress host) {
      engine = context.createSSLEngine(host.getHostString(), host.getPort());
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    } else {
      engine = context.createSSLEngine();
    }
    engine.setUseClientMode(true);
    return new TlsChannel(channel, engine);
  }

  /**
   * Returns the channel of a side that connected to one that its context alone decides whether to
   * trust.
   */
  public static TlsChannel peer(ByteChannel channel, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    return new TlsChannel(channel, engine);
  }

  /** As {@link #server}, but the other side must prove itself, too. */
  public static TlsChannel mutualServer(ByteChannel channel, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return new TlsChannel(channel, engine);
  }

  /** Returns the channel of a side that accepted a connection. */
  public static TlsChannel server(ByteChannel channel, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return new TlsChannel(channel, engine);
  }

  /**
   * Returns the name in the certificate of the other side, which has proved that it is its own.
   *
   * @throws SSLException if it has not
   */
  public synchronized String peerName() throws SSLException {
    return engine.getSession().getPeerPrincipal().getName();
  }

  /** Returns whether what is to be written waits for something to be read. */
  public synchronized boolean needsInput() {
    return begun
        && !encrypted.hasRemaining()
        && (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP
            || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN);
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      if (engine.isInboundDone() || !advance()) {
        return engine.isInboundDone() || ended ? -1 : 0;
      }
    }
    int start = into.position();
    do {
      take(into);
    } while (into.hasRemaining() && hasDecryptedMore());
    return into.position() - start;
  }

  private void take(ByteBuffer into) {
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(into.position(), plain, plain.position(), count);
    into.position(into.position() + count);
    plain.position(plain.position() + count);
  }

  /** Decrypts what has been received already. */
  private boolean hasDecryptedMore() throws SSLException {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && unwrap()
        && plain.hasRemaining();
  }

  /** {@inheritDoc} What is left over must be given again before anything else. */
  @Override
  public synchronized int write(ByteBuffer from) throws IOException {
    if (isPlain()) {
      return channel.write(from); // to tell a side without TLS why it is refused
    }
    int start = from.position();
    while (flush()) {
      from.position(from.position() + owed);
      owed = 0;
      if (!isEstablished()) {
        if (!advance()) {
          requireMore();
          break;
        }
      } else if (from.hasRemaining()) {
        owed = wrapAll(from.duplicate());
      } else {
        break;
      }
      requireOutbound();
    }
    return from.position() - start;
  }

  private void requireMore() throws EOFException {
    if (ended) {
      throw new EOFException("the other side closed the connection during the TLS handshake");
    }
  }

  private void requireOutbound() throws SSLException {
    if (engine.isOutboundDone()) {
      throw new SSLException("the other side has ended the TLS connection");
    }
  }

  /** Pushes on what is encrypted; returns whether nothing is left. */
  public synchronized boolean flush() throws IOException {
    while (encrypted.hasRemaining()) {
      if (channel.write(encrypted) == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlain() {
    return received.hasRemaining() && !peerSpeaksTls;
  }

  private boolean isEstablished() {
    if (begun && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
      established = true;
    }
    return established && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
  }

  /** Does one step of what is to be done; returns false when that needs the other side. */
  private boolean advance() throws IOException {
    if (!begun) {
      engine.beginHandshake();
      begun = true;
    }
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> runTasks();
      case NEED_WRAP -> flush() && wrap(NOTHING).getStatus() == SSLEngineResult.Status.OK;
      default -> {
        flush();
        yield unwrap() || receive();
      }
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

  /** Encrypts as many records as may leave at once, and returns how many bytes are in them. */
  private int wrapAll(ByteBuffer source) throws SSLException {
    int packet = packet();
    if (source.remaining() > packet && encrypted.capacity() < MOST_RECORDS * packet) {
      encrypted = ByteBuffer.allocate(MOST_RECORDS * packet); // the old one is empty
    }
    int start = source.position();
    encrypted.clear();
    try {
      SSLEngineResult result;
      do {
        result = engine.wrap(source, encrypted);
      } while (result.bytesConsumed() > 0
          && result.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
          && source.hasRemaining()
          && encrypted.remaining() >= packet);
    } finally {
      encrypted.flip();
    }
    return source.position() - start;
  }

  /** Returns whether a packet was there. */
  private boolean unwrap() throws SSLException {
    if (!received.hasRemaining()) {
      return false;
    }
    plain.clear();
    try {
      SSLEngineResult result = engine.unwrap(received, plain);
      return result.bytesConsumed() > 0
          || result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN;
    } finally {
      plain.flip();
    }
  }

  private boolean receive() throws IOException {
    received.compact();
    int count;
    try {
      count = channel.read(received);
    } finally {
      received.flip();
    }
    ended |= count < 0;
    if (received.limit() == received.capacity()) {
      growReceived();
    }
    if (count > 0 && !peerSpeaksTls) {
      requireTls();
    }
    return count > 0;
  }

  private int packet() {
    return engine.getSession().getPacketBufferSize();
  }

  private void growReceived() {
    int most = MOST_RECORDS * packet();
    if (established && received.capacity() < most) {
      received = ByteBuffer.allocate(most).put(received).flip();
    }
  }

  private void requireTls() throws SSLException {
    if (received.get(received.position()) != CLIENT_HELLO) {
      throw new SSLException("the other side does not speak TLS, as is demanded here");
    }
    peerSpeaksTls = true;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** {@inheritDoc} The other side is told, if that takes no waiting. */
  @Override
  public void close() throws IOException {
    try {
      if (established) { // else another thread may be at work in here for long
        sayGoodbye();
      }
    } catch (IOException e) {
      log.debug("The end of a TLS connection could not be told", e);
    } finally {
      channel.close();
    }
  }

  private synchronized void sayGoodbye() throws IOException {
    engine.closeOutbound();
    if (flush()) {
      wrap(NOTHING);
      flush();
    }
  }
}
