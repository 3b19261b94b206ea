package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.link.handshake.Session;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.wait.CpuGate;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Both ends of links, in one JVM. */
public final class LinkPair implements AutoCloseable {
  /** What both ends say that they are. */
  static final RuntimeId ID = new RuntimeId(1, 7);

  static final byte[] KEY = new byte[Hmac.KEY];

  /** Never lets anybody spin. */
  public static final CpuGate NO_SPINNING = new CpuGate() {
    @Override
    public boolean startSpinning() {
      return false;
    }

    @Override
    public void stopSpinning() {
      throw new IllegalStateException("Nobody spins");
    }
  };

  final Link host;
  final Link process;

  private LinkPair(Link host, Link process) {
    this.host = host;
    this.process = process;
  }

  static LinkPair open(CpuGate cpu) throws Exception {
    try (LinkServer server = LinkServer.open(ID, cpu, RuntimeDirectory.ofThisJvm())) {
      CompletionStage<Link> host = server.expect(7, KEY);
      Link process = Links.connect(server.address(), Credentials.invited(ID, 7, KEY), cpu);
      return new LinkPair(host.toCompletableFuture().get(10, TimeUnit.SECONDS), process);
    }
  }

  public static LinkPair open() throws Exception {
    return open(NO_SPINNING);
  }

  /** Returns an end of a link whose handshake is left out. */
  static Link over(RingTransport transport) {
    FrameReader reader = new FrameReader(transport);
    reader.trust();
    return new StreamLink(new Session(transport, reader, ID, 0, ByteString.EMPTY), NO_SPINNING);
  }

  /** The two ends of a Unix-domain connection. */
  static SocketChannel[] sockets() throws Exception {
    UnixDomainSocketAddress address = RuntimeDirectory.ofThisJvm().newAddress();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel one = SocketChannel.open(address);
      return new SocketChannel[] {one, server.accept()};
    } finally {
      RuntimeDirectory.delete(address);
    }
  }

  public Link host() {
    return host;
  }

  public Link process() {
    return process;
  }

  @Override
  public void close() {
    host.close();
    process.close();
  }
}
