package io.troupe.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.PayloadException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListenerTest {
  private static final byte[] KEY = "a key for tests".getBytes(UTF_8);
  private static final byte[] OTHER_KEY = "another key".getBytes(UTF_8);

  private static SocketAddress localPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Listener open(String family, ConnectionOptions options) throws IOException {
    return Listener.open(family.equals("tcp") ? localPort() : null, options);
  }

  private static <T> FutureTask<T> onThread(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "other");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "unix"})
  @Tag("C145")
  void accept_client_talksBothWays(String family) throws Exception {
    try (Listener listener = open(family, ConnectionOptions.defaults().withKey(KEY))) {
      Connection client = Client.connect(listener.address(), KEY);
      try (Connection server = listener.accept()) {
        client.send("hello");
        assertThat(server.recv()).isEqualTo("hello");
        server.send(List.of(1, 2));
        assertThat(client.recv()).isEqualTo(List.of(1, 2));
        byte[] large = new byte[5 << 20];
        Arrays.fill(large, (byte) 7);
        FutureTask<byte[]> received = onThread(server::recvBytes);
        client.sendBytes(large);
        assertThat(received.get()).isEqualTo(large);
        client.close();
        assertThatThrownBy(server::recv).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void send_whatRunsCodeThere_isRefusedOverTheInternet_unlessItsClassIsAllowed() throws Exception {
    ConnectionOptions options = ConnectionOptions.defaults().withKey(KEY);
    try (Listener listener = Listener.open(localPort(), options);
        Connection client =
            Client.connect(listener.address(), options.withAllowedClasses(ListenerTest.class));
        Connection server = listener.accept()) {
      assertThatThrownBy(() -> server.send(new Sent(1)))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("withAllowedClasses(\"" + Sent.class.getName() + "\")");
      client.send(new Sent(1));
      assertThatThrownBy(server::recv)
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("withAllowedClasses(\"" + Sent.class.getName() + "\")");
      client.sendBytes(new byte[] {1});
      assertThat(server.recvBytes()).containsExactly(1);
    }
    ConnectionOptions allowing = options.withAllowedClasses(ListenerTest.class);
    try (Listener listener = Listener.open(localPort(), allowing);
        Connection client = Client.connect(listener.address(), allowing);
        Connection server = listener.accept()) {
      client.send(new Sent(1));
      assertThat(server.recv(Sent.class).number).isEqualTo(1);
    }
  }

  @Test
  void recv_connectionThatWasPassedOn_isHeldToTheSame() throws Exception {
    try (Listener listener = Listener.open(localPort());
        Connection client = Client.connect(
            listener.address(),
            ConnectionOptions.defaults().withAllowedClasses(ListenerTest.class));
        Pipe pipe = Pipe.duplex()) {
      pipe.first().send(listener.accept());
      Connection moved = pipe.second().recv(Connection.class);
      client.send(new Sent(1));
      assertThatThrownBy(moved::recv)
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("withAllowedClasses");
      client.send("data");
      assertThat(moved.recv()).isEqualTo("data");
    }
  }

  @Test
  void send_onThisMachine_takesWhateverCanCross() throws Exception {
    try (Listener listener = Listener.open();
        Connection client = Client.connect(listener.address());
        Connection server = listener.accept()) {
      client.send(new Sent(2));
      assertThat(server.recv(Sent.class).number).isEqualTo(2);
    }
  }

  private static final class Sent implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int number;

    Sent(int number) {
      this.number = number;
    }
  }

  @Test
  @Tag("C146")
  void accept_clientHasLeft_stillReadsWhatItSent() throws Exception {
    try (Listener listener = Listener.open(localPort())) {
      try (Connection client = Client.connect(listener.address())) {
        client.send("hello");
      }
      try (Connection server = listener.accept()) {
        assertThat(server.recv()).isEqualTo("hello");
        assertThatThrownBy(server::recv).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void send_peerClosed_isABrokenPipe() throws Exception {
    try (Listener listener = Listener.open();
        Connection client = Client.connect(listener.address())) {
      listener.accept().close();
      assertThatThrownBy(() -> {
            while (true) {
              client.send("x");
            }
          })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broken pipe");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "unix"})
  @Tag("C141")
  void open_addressInUse_isABindException(String family) throws Exception {
    try (Listener listener = open(family, ConnectionOptions.defaults())) {
      assertThatThrownBy(() -> Listener.open(listener.address()))
          .isInstanceOf(BindException.class)
          .hasMessageContaining(listener.address().toString());
    }
    assertThatThrownBy(() -> Listener.open(InetSocketAddress.createUnresolved("host.invalid", 1)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("host.invalid");
  }

  @Test
  @Tag("C199")
  void open_unknownKindOfAddress_isRefused() {
    SocketAddress foreign = new SocketAddress() {
      private static final long serialVersionUID = 1L;
    };
    assertThatThrownBy(() -> Listener.open(foreign)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Client.connect(foreign)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void connect_nobodyListens_isAConnectException() throws Exception {
    SocketAddress address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = free.getLocalSocketAddress();
    }
    assertThatThrownBy(() -> Client.connect(address))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(address.toString());
  }

  @Test
  void close_unixAddress_removesTheFile(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("s");
    try (Listener listener = Listener.open(UnixDomainSocketAddress.of(path))) {
      assertThat(listener.address()).isEqualTo(UnixDomainSocketAddress.of(path));
      assertThat(path).exists();
    }
    assertThat(Files.exists(path)).isFalse();
  }

  @Test
  @Tag("C143")
  void accept_emptyKey_isAskedFor() throws Exception {
    try (Listener listener = Listener.open(localPort(), new byte[0])) {
      assertThatThrownBy(() -> Client.connect(listener.address()))
          .isInstanceOf(AuthenticationException.class);
      assertThatThrownBy(listener::accept).isInstanceOf(AuthenticationException.class);
      try (Connection client = Client.connect(listener.address(), new byte[0]);
          Connection server = listener.accept()) {
        client.send(1);
        assertThat(server.recv()).isEqualTo(1);
      }
    }
  }

  @Test
  @Tag("X062")
  void accept_wrongKey_failsOnBothSidesAndServesTheNext() throws Exception {
    try (Listener listener = Listener.open(localPort(), KEY)) {
      assertThatThrownBy(() -> Client.connect(listener.address(), OTHER_KEY))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("digest sent was rejected");
      assertThatThrownBy(listener::accept)
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("digest received")
          .hasMessageContaining("was wrong");
      try (Connection client = Client.connect(listener.address(), KEY);
          Connection server = listener.accept()) {
        client.send("next");
        assertThat(server.recv()).isEqualTo("next");
      }
    }
  }

  @Test
  @Tag("X063")
  void accept_clientWithoutKey_failsOnBothSides() throws Exception {
    try (Listener listener = Listener.open(localPort(), KEY)) {
      assertThatThrownBy(() -> Client.connect(listener.address()))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("demands a key");
      assertThatThrownBy(listener::accept).isInstanceOf(AuthenticationException.class);
    }
  }

  @Test
  @Tag("X064")
  void connect_listenerWithoutKey_isRefused() throws Exception {
    try (Listener listener = Listener.open(localPort())) {
      assertThatThrownBy(() -> Client.connect(listener.address(), KEY))
          .isInstanceOf(AuthenticationException.class)
          .hasMessageContaining("has no key");
    }
  }

  @Test
  @Tag("X063")
  void accept_silentAndStrangeClients_keepNobodyWaiting() throws Exception {
    try (Listener listener = Listener.open(localPort(), KEY);
        SocketChannel silent = SocketChannel.open(listener.address());
        Socket strange = new Socket()) {
      strange.connect(listener.address());
      strange.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      try (Connection client = Client.connect(listener.address(), KEY);
          Connection server = listener.accept()) {
        client.send("served");
        assertThat(server.recv()).isEqualTo("served");
      }
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void accept_silentClient_isSentAwayAfterTheTimeout() throws Exception {
    ConnectionOptions options = ConnectionOptions.defaults().withTimeout(Duration.ofMillis(100));
    try (Listener listener = Listener.open(localPort(), options);
        Socket silent = new Socket()) {
      silent.connect(listener.address());
      assertThat(silent.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  @Tag("X064")
  void connect_silentListener_failsAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> Client.connect(silent.getLocalSocketAddress(), KEY, Duration.ofMillis(100)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining(silent.getLocalSocketAddress().toString())
          .hasMessageContaining("PT0.1S");
    }
  }

  @Test
  void connect_backlogFull_isATimeoutThatNamesTheAddress() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
      List<SocketChannel> waiting = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address);
        waiting.add(channel);
      }
      assertThatThrownBy(() -> Client.connect(address, KEY, Duration.ofMillis(200)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining(address.toString());
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void connect_unresolvedHost_isAnUnknownHostThatIsNamed() {
    assertThatThrownBy(
            () -> Client.connect(InetSocketAddress.createUnresolved("no-such-host.invalid", 7355)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void connect_noSuchPath_isAConnectExceptionThatNamesIt(@TempDir Path directory) {
    Path path = directory.resolve("none");
    assertThatThrownBy(() -> Client.connect(UnixDomainSocketAddress.of(path)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  @Tag("C185")
  void connect_listenerThatIsNone_isRefused() throws Exception {
    try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Void> answer = onThread(() -> {
        try (Socket client = foreign.accept()) {
          client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
          client.getInputStream().readAllBytes();
        }
        return null;
      });
      assertThatThrownBy(() -> Client.connect(foreign.getLocalSocketAddress(), KEY))
          .isInstanceOf(IOException.class);
      answer.get();
    }
  }

  @Test
  @Tag("X067")
  void accept_closed_isRefused() throws Exception {
    Listener listener = Listener.open();
    FutureTask<Connection> waiting = onThread(listener::accept);
    listener.close();
    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(listener::accept)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("listener is closed");
    listener.close();
  }

  @Test
  void accept_interrupted_canBeCalledAgain() throws Exception {
    try (Listener listener = Listener.open()) {
      FutureTask<Connection> waiting = new FutureTask<>(listener::accept);
      Thread thread = new Thread(waiting);
      thread.start();
      await().until(() -> thread.getState() == Thread.State.WAITING);
      thread.interrupt();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
      try (Connection client = Client.connect(listener.address());
          Connection server = listener.accept()) {
        client.send(1);
        assertThat(server.recv()).isEqualTo(1);
      }
    }
  }

  @Test
  @Tag("X068")
  void lastAccepted_isEmptyThenTheClient() throws Exception {
    try (Listener listener = Listener.open(localPort())) {
      assertThat(listener.lastAccepted()).isEmpty();
      try (Connection client = Client.connect(listener.address());
          Connection server = listener.accept()) {
        assertThat(listener.lastAccepted()).get().isInstanceOf(InetSocketAddress.class);
        assertThat(server.isClosed() || client.isClosed()).isFalse();
      }
    }
  }

  @Test
  void wait_listener_isReadyWhenAClientCame() throws Exception {
    try (Listener listener = Listener.open();
        Pipe pipe = Pipe.duplex()) {
      List<Object> objects = List.of(pipe.first(), listener);
      assertThat(Connection.wait(objects, Duration.ofMillis(20))).isEmpty();
      FutureTask<List<Object>> waiting = onThread(() -> Connection.wait(objects));
      try (Connection client = Client.connect(listener.address())) {
        assertThat(waiting.get()).containsExactly(listener);
        listener.accept().close();
        assertThat(client.poll(null)).isTrue();
      }
    }
  }

  @Test
  @Tag("C152")
  void send_acceptedConnection_movesItAndStaysUsable() throws Exception {
    try (Listener listener = Listener.open(localPort());
        Connection client = Client.connect(listener.address());
        Pipe pipe = Pipe.duplex()) {
      Connection server = listener.accept();
      pipe.first().send(server);
      assertThat(server.isClosed()).isTrue();
      assertThatThrownBy(server::recv).isInstanceOf(IOException.class);
      Connection moved = pipe.second().recv(Connection.class);
      client.send("to the new holder");
      assertThat(moved.recv()).isEqualTo("to the new holder");
      moved.send("and back");
      assertThat(client.recv()).isEqualTo("and back");
      moved.send("last");
      moved.close();
      assertThat(client.recv()).isEqualTo("last");
      assertThatThrownBy(client::recv).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void options_badTimeout_isRefusedAndTheKeyIsNeverShown() {
    assertThatThrownBy(() -> ConnectionOptions.defaults().withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
    ConnectionOptions options = ConnectionOptions.defaults().withKey(KEY);
    assertThat(options.toString())
        .contains("keyed=true")
        .doesNotContain("a key for tests")
        .doesNotContain("[B@");
  }
}
