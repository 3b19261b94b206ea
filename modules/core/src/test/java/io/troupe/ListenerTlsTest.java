package io.troupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.connection.AuthenticationException;
import io.troupe.connection.Client;
import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Listener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ListenerTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] KEY = {1, 2, 3};

  @TempDir
  static Path directory;

  private static SSLContext context;

  @BeforeAll
  static void makeCertificate() throws Exception {
    context = context("DNS:localhost,IP:127.0.0.1");
  }

  private static SSLContext context(String names) throws Exception {
    Path file = Files.createTempDirectory(directory, "store").resolve("keys.p12");
    java.lang.Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=" + names,
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(keytool.waitFor()).isZero();
    return context(file);
  }

  private static SSLContext context(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return made;
  }

  private static SocketAddress localPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static ConnectionOptions options() {
    return ConnectionOptions.defaults().withKey(KEY).withTls(context);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static FutureTask<Void> echo(Connection connection) {
    FutureTask<Void> echoing = new FutureTask<>(() -> {
      try {
        while (true) {
          connection.sendBytes(connection.recvBytes());
        }
      } catch (EOFException e) {
        connection.close();
      }
      return null;
    });
    Thread thread = new Thread(echoing);
    thread.setDaemon(true);
    thread.start();
    return echoing;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connect_sameContext_talksInMessagesOfAllSizes(boolean tcp) throws Exception {
    try (Listener listener = Listener.open(tcp ? localPort() : null, options())) {
      Connection client = Client.connect(listener.address(), options());
      FutureTask<Void> echoing = echo(listener.accept());
      for (int size : new int[] {0, 1, 8188, 16384, 16385, 100_000, 5 << 20}) {
        client.sendBytes(random(size));
        assertThat(client.recvBytes()).isEqualTo(random(size));
      }
      client.close();
      echoing.get();
    }
  }

  @Test
  void poll_messagesInOnePacket_areAllSeen() throws Exception {
    try (Listener listener = Listener.open(localPort(), options());
        Connection client = Client.connect(listener.address(), options());
        Connection server = listener.accept()) {
      client.send(1);
      client.send(2);
      assertThat(Connection.wait(List.of(server))).containsExactly(server);
      assertThat(server.recv()).isEqualTo(1);
      assertThat(server.poll(null)).isTrue();
      assertThat(Connection.wait(List.of(server), Duration.ZERO)).containsExactly(server);
      assertThat(server.recv()).isEqualTo(2);
      assertThat(server.poll()).isFalse();
    }
  }

  @Test
  void connect_certificateForAnotherHost_isRefused() throws Exception {
    SSLContext elsewhere = context("DNS:elsewhere.example");
    ConnectionOptions options = options().withTls(elsewhere);
    try (Listener listener = Listener.open(localPort(), options)) {
      assertThatThrownBy(() -> Client.connect(listener.address(), options))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void connect_untrustedCertificate_isRefusedAndTheNextServed() throws Exception {
    SSLContext other = context("DNS:localhost,IP:127.0.0.1");
    try (Listener listener = Listener.open(localPort(), options())) {
      assertThatThrownBy(() -> Client.connect(listener.address(), options().withTls(other)))
          .isInstanceOf(IOException.class);
      try (Connection client = Client.connect(listener.address(), options());
          Connection server = listener.accept()) {
        client.send("next");
        assertThat(server.recv()).isEqualTo("next");
      }
    }
  }

  @Test
  void connect_oneSideInTheClear_isRefusedInTime() throws Exception {
    ConnectionOptions hasty = options().withTimeout(Duration.ofMillis(300));
    try (Listener listener = Listener.open(localPort(), hasty)) {
      assertThatThrownBy(() -> Client.connect(listener.address(), hasty.withTls(null)))
          .isInstanceOfAny(IOException.class, AuthenticationException.class);
    }
    try (Listener listener = Listener.open(localPort(), hasty.withTls(null))) {
      assertThatThrownBy(() -> Client.connect(listener.address(), hasty))
          .isInstanceOfAny(IOException.class, AuthenticationException.class);
    }
  }
}
