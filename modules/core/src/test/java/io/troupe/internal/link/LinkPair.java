package io.troupe.internal.link;

import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.wait.CpuGate;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Both ends of links, in one JVM. */
public final class LinkPair implements AutoCloseable {
  public static final byte[] KEY = new byte[Hmac.KEY];

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
    try (LinkServer server = LinkServer.open(cpu, RuntimeDirectory.ofThisJvm())) {
      CompletionStage<Link> host = server.expect(7, KEY);
      Link process = Links.connect(server.address(), 7, KEY, cpu);
      return new LinkPair(host.toCompletableFuture().get(10, TimeUnit.SECONDS), process);
    }
  }

  static LinkPair open() throws Exception {
    return open(NO_SPINNING);
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

  @Override
  public void close() {
    host.close();
    process.close();
  }
}
