package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.connection.AuthenticationException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager over a network, behind TLS with a certificate of its own. */
@Timeout(120)
class TlsManagerTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] KEY = {7, 8, 9};

  @TempDir
  Path scratch;

  private Path store;
  private java.lang.Process server;
  private InetSocketAddress address;

  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      Manager manager = Manager.serve(
          new InetSocketAddress("127.0.0.1", 0), options(context(Path.of(arguments[1]))));
      ManagedMap<String, String> dict = manager.dict();
      manager.register("dict", ManagedMap.class, () -> dict);
      int port = ((InetSocketAddress) manager.address().orElseThrow()).getPort();
      Scratch.write(arguments[0], "" + port);
      while (System.in.read() >= 0) {
        // Nobody writes; it ends with the test, however that ends.
      }
    }
  }

  private static ConnectionOptions options(SSLContext context) {
    return ConnectionOptions.defaults().withKey(KEY).withTls(context);
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

  @BeforeEach
  void serve() throws Exception {
    store = scratch.resolve("keys.p12");
    makeCertificate();
    Path said = scratch.resolve("up");
    server = ProgramRun.start(Server.class, said.toString(), store.toString());
    address = new InetSocketAddress("127.0.0.1", Integer.parseInt(Scratch.read(said)));
  }

  private void makeCertificate() throws Exception {
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
            "san=DNS:localhost,IP:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(keytool.waitFor()).isZero();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  @SuppressWarnings("unchecked")
  void connect_withTls_sharesWhatTheServerHas() throws Exception {
    ConnectionOptions tls = options(context(store));
    try (Manager manager = Manager.connect(address, tls);
        Manager other = Manager.connect(address, tls)) {
      ManagedMap<String, String> dict = manager.create("dict", ManagedMap.class);
      dict.put("large", "x".repeat(1_000_000));
      assertThat(other.create("dict", ManagedMap.class).get("large"))
          .isEqualTo("x".repeat(1_000_000));
    }
  }

  @Test
  void connect_withoutTls_isRefused_andTheServerStaysUsable() throws Exception {
    assertThatThrownBy(() -> Manager.connect(address, KEY))
        .isInstanceOf(AuthenticationException.class);
    try (Manager manager = Manager.connect(address, options(context(store)))) {
      assertThat(manager.dict()).isEmpty();
    }
  }
}
