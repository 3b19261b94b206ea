package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.connection.AuthenticationException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.internal.link.transport.TlsChannel;
import io.troupe.proto.Routing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links of a JVM that reaches other machines by itself: over a connection with TLS that it has made
 * and that is brought to the server of the other side, past the socket of that.
 */
@Timeout(120)
class PassageTest {
  private static final byte[] WRONG_KEY = new byte[] {1, 2, 3};
  private static final RuntimeId GUEST = new RuntimeId(2, 8);

  @TempDir
  static Path directory;

  private static SSLContext context;

  private final List<String> opened = new ArrayList<>();
  private final LinkServer server =
      LinkServer.open(LinkPair.ID, LinkPair.NO_SPINNING, RuntimeDirectory.ofThisJvm());

  @BeforeAll
  static void makeCertificate() throws Exception {
    context = Certificates.context(directory, "DNS:localhost,IP:127.0.0.1");
  }

  @BeforeEach
  void route() {
    Routing routing =
        Routing.newBuilder().setPlace("here/1").setRouter("/none/that/answers").build();
    Routes.use(routing, this::open);
  }

  @AfterEach
  void close() {
    Routes.use(Routing.getDefaultInstance());
    server.close();
  }

  /** Both ends of a connection, of which the server has one. */
  private SocketTransport open(String place, String address) throws IOException {
    opened.add(place + " " + address);
    try (ServerSocketChannel listening = ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      SocketChannel near = SocketChannel.open(listening.getLocalAddress());
      SocketChannel far = listening.accept();
      server.take(SocketTransport.secured(far, TlsChannel.server(far, context)));
      return SocketTransport.secured(near, TlsChannel.peer(near, context));
    }
  }

  private static Link connect(String address, byte[] key) {
    return Links.connect(address, Credentials.invited(GUEST, 7, key), LinkPair.NO_SPINNING);
  }

  @Test
  void connect_elsewhere_framesGoBothWays() throws Exception {
    CompletionStage<Link> expected = server.expect(7, LinkPair.KEY);
    try (Link guest = connect("@there/2|/some/socket", LinkPair.KEY);
        Link host = expected.toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      Recorder atGuest = new Recorder();
      Recorder atHost = new Recorder();
      guest.start(atGuest);
      host.start(atHost);
      guest.send(Frames.ping(1));
      assertThat(atHost.nextCorrelation()).isEqualTo(1);
      host.send(Frames.ping(2));
      assertThat(atGuest.nextCorrelation()).isEqualTo(2);
    }
    assertThat(opened).containsExactly("there/2 /some/socket");
  }

  @Test
  void connect_elsewhereWithAnotherKey_isRefused() {
    server.expect(7, LinkPair.KEY);
    assertThatThrownBy(() -> connect("@there/2|/some/socket", WRONG_KEY))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void connect_here_goesByTheSocket() throws Exception {
    CompletionStage<Link> expected = server.expect(7, LinkPair.KEY);
    assertThat(server.address()).startsWith("@here/1|");
    try (Link guest = connect(server.address(), LinkPair.KEY);
        Link host = expected.toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      assertThat(host).isNotNull();
      assertThat(guest).isNotNull();
    }
    assertThat(opened).isEmpty();
  }
}
