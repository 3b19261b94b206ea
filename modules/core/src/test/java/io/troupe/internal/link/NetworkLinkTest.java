package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.connection.AuthenticationException;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.result.Thrower;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links at addresses that others know, in the clear and with TLS. */
@Timeout(120)
class NetworkLinkTest {
  private static final byte[] KEY = {1, 2, 3};
  private static final RuntimeId GUEST = new RuntimeId(2, 8);
  private static final Duration SILENCE = Duration.ofSeconds(20);

  @TempDir
  static Path directory;

  private static SSLContext context;

  private final BlockingQueue<Link> guests = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private CapturedLog log;

  @BeforeAll
  static void makeCertificate() throws Exception {
    context = Certificates.context(directory, "DNS:localhost,IP:127.0.0.1");
  }

  @BeforeEach
  void captureLog() {
    log = CapturedLog.open();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    log.close();
  }

  private LinkServer serve(SocketAddress address, @Nullable SSLContext tls) throws IOException {
    LinkServer server = LinkServer.open(LinkPair.ID, LinkPair.NO_SPINNING, address, tls, SILENCE);
    open.add(server);
    server.welcome(KEY, guests::add);
    return server;
  }

  private LinkServer serve(@Nullable SSLContext tls) throws IOException {
    return serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls);
  }

  private Link connect(SocketAddress address, byte[] key, @Nullable SSLContext tls)
      throws IOException, InterruptedException {
    Link link =
        Links.connect(address, Credentials.guest(GUEST, key), tls, SILENCE, LinkPair.NO_SPINNING);
    open.add(link);
    return link;
  }

  private Link nextGuest() throws InterruptedException {
    Link guest = guests.poll(10, TimeUnit.SECONDS);
    assertThat(guest).isNotNull();
    open.add(guest);
    return guest;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_framesOfAllSizesBothWays_arriveInOrder(boolean secure) throws Exception {
    SSLContext tls = secure ? context : null;
    Link client = connect(serve(tls).socketAddress(), KEY, tls);
    Link host = nextGuest();
    assertThat(client.peer()).isEqualTo(LinkPair.ID);
    assertThat(host.peer()).isEqualTo(GUEST);
    Recorder atClient = new Recorder();
    Recorder atHost = new Recorder();
    client.start(atClient);
    host.start(atHost);
    CompletableFuture<Void> there = CompletableFuture.runAsync(() -> sendAll(client));
    CompletableFuture<Void> back = CompletableFuture.runAsync(() -> sendAll(host));
    expectAll(atHost);
    expectAll(atClient);
    there.get();
    back.get();
  }

  /** Makes no engine for the first guest, as if its channel had been closed right after it came. */
  private static final class FirstGuestHangsUp extends SSLContextSpi {
    private final AtomicBoolean first = new AtomicBoolean(true);

    static SSLContext context() {
      return new SSLContext(new FirstGuestHangsUp(), context.getProvider(), "TLS") {};
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      if (first.getAndSet(false)) {
        throw Thrower.unchecked(new ClosedChannelException());
      }
      return context.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return context.createSSLEngine(host, port);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return context.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return context.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }
  }

  @Test
  void accept_channelOfAGuestIsClosedAlready_thoseAfterItAreTakenIn() throws Exception {
    SocketAddress address = serve(FirstGuestHangsUp.context()).socketAddress();
    assertThatThrownBy(() -> connect(address, KEY, context)).isInstanceOf(IOException.class);
    connect(address, KEY, context);
    assertThat(nextGuest().peer()).isEqualTo(GUEST);
  }

  private static void sendAll(Link link) {
    for (int i = 0; i < 500; i++) {
      link.send(Frames.random(i, sizeOf(i)));
    }
  }

  private static void expectAll(Recorder recorder) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      assertThat(recorder.frames.take()).isEqualTo(Frames.random(i, sizeOf(i)));
    }
  }

  private static int sizeOf(int i) {
    return i % 100 == 99 ? 3_000_000 : i * 50;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendControl_behindALargeFrame_overtakesIt(boolean secure) throws Exception {
    SSLContext tls = secure ? context : null;
    Link client = connect(serve(tls).socketAddress(), KEY, tls);
    Link host = nextGuest();
    CompletableFuture<Void> large =
        CompletableFuture.runAsync(() -> client.send(Frames.zeros(1, 50_000_000)));
    await().until(() -> !large.isDone());
    client.sendControl(Frames.ping(2));
    Recorder atHost = new Recorder();
    host.start(atHost);
    assertThat(atHost.nextCorrelation()).isEqualTo(2);
    assertThat(atHost.nextCorrelation()).isEqualTo(1);
    large.get();
  }

  @Test
  void close_withTls_isAnOrderlyEndAtTheOtherSide() throws Exception {
    Link client = connect(serve(context).socketAddress(), KEY, context);
    Link host = nextGuest();
    Recorder atHost = new Recorder();
    host.start(atHost);
    client.close();
    assertThat(atHost.closed.get()).isEmpty();
  }

  @Test
  void connect_withoutTlsToAServerWithIt_hearsOfItAtOnce() throws Exception {
    SocketAddress address = serve(context).socketAddress();
    assertThatThrownBy(() -> connect(address, KEY, null))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining(address.toString())
        .hasMessageContaining("does not speak TLS");
    await().until(() -> log.lines().stream().anyMatch(line -> line.contains("TLS")));
    connect(address, KEY, context);
  }

  @Test
  void connect_withTlsToAServerWithout_hearsOfItAtOnce() throws Exception {
    SocketAddress address = serve((SSLContext) null).socketAddress();
    assertThatThrownBy(() -> connect(address, KEY, context))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(SSLException.class)
        .hasMessageContaining(address.toString());
    connect(address, KEY, null);
  }

  @Test
  void connect_certificateOfAnotherHost_isRefused() throws Exception {
    SSLContext elsewhere = Certificates.context(directory, "DNS:elsewhere.example");
    SocketAddress address = serve(elsewhere).socketAddress();
    assertThatThrownBy(() -> connect(address, KEY, elsewhere))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connect_wrongKey_isRefused(boolean secure) throws Exception {
    SSLContext tls = secure ? context : null;
    SocketAddress address = serve(tls).socketAddress();
    assertThatThrownBy(() -> connect(address, new byte[] {7}, tls))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("the key is wrong");
    connect(address, KEY, tls);
  }

  @Test
  void connect_unixDomainAddress_linksAndTheFileGoes() throws Exception {
    Path file = Path.of(directory.toString(), "s");
    LinkServer server = serve(UnixDomainSocketAddress.of(file), null);
    connect(server.socketAddress(), KEY, null);
    assertThat(file).exists();
    server.close();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connect_manyIdleStrangers_giveWay(boolean secure) throws Exception {
    SSLContext tls = secure ? context : null;
    SocketAddress address = serve(tls).socketAddress();
    for (int i = 0; i < 130; i++) {
      open.add(SocketChannel.open(address));
    }
    connect(address, KEY, tls);
    assertThat(log.lines()).hasSizeLessThan(5);
  }

  @Test
  void connect_nobodyListens_saysWhere() throws Exception {
    SocketAddress free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalSocketAddress();
    }
    assertThatThrownBy(() -> connect(free, KEY, null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(free.toString());
    SocketAddress file = UnixDomainSocketAddress.of(directory.resolve("none"));
    assertThatThrownBy(() -> connect(file, KEY, null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(
            () -> connect(InetSocketAddress.createUnresolved("host.invalid", 1), KEY, null))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("host.invalid");
  }

  @Test
  void open_addressThatCannotBe_saysWhichAndWhy() throws Exception {
    assertThatThrownBy(() -> serve(InetSocketAddress.createUnresolved("host.invalid", 1), null))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("host.invalid");
    SocketAddress taken = serve(null).socketAddress();
    assertThatThrownBy(() -> serve(taken, null))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(taken.toString());
    Path missing = directory.resolve("missing").resolve("socket");
    assertThatThrownBy(() -> serve(UnixDomainSocketAddress.of(missing), null))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> connect(UnixDomainSocketAddress.of(missing), KEY, null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(missing.toString());
    SocketAddress foreign = new SocketAddress() {
      private static final long serialVersionUID = 1L;
    };
    assertThatThrownBy(() -> serve(foreign, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> connect(foreign, KEY, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void connect_localHostIsSilentOrHangsUp_isNoQuestionOfKeys() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      Credentials credentials = Credentials.invited(GUEST, 1, new byte[32]);
      assertThatThrownBy(() ->
              Links.connect(address, credentials, LinkPair.NO_SPINNING, Duration.ofMillis(50)))
          .isInstanceOf(LinkClosedException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("silent");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connect_silentServer_isNoQuestionOfKeys(boolean secure) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketAddress address = silent.getLocalSocketAddress();
      assertThatThrownBy(() -> Links.connect(
              address,
              Credentials.guest(GUEST, KEY),
              secure ? context : null,
              Duration.ofMillis(50),
              LinkPair.NO_SPINNING))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining(address.toString())
          .hasMessageContaining("silent for 50 ms");
    }
  }

  @Test
  void connect_interrupted_throwsInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AtomicReference<@Nullable Throwable> outcome = new AtomicReference<>();
      Thread thread = new Thread(() -> {
        try {
          connect(silent.getLocalSocketAddress(), KEY, null);
        } catch (Exception e) {
          outcome.set(e);
        }
      });
      thread.start();
      thread.interrupt();
      thread.join();
      assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    }
  }
}
