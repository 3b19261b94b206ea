package io.troupe.e2e.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.connection.Client;
import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Listener;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.manager.Manager;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that is out of descriptors for a while takes clients again when it has some. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class NoDescriptorsTest {
  private static final byte[] KEY = "correct horse".getBytes(StandardCharsets.UTF_8);
  private static final List<String> FEW = List.of("sh", "-c", "ulimit -n 256 && exec \"$@\"", "sh");
  private static final ConnectionOptions OPTIONS =
      ConnectionOptions.defaults().withKey(KEY).withTimeout(Duration.ofSeconds(60));

  @TempDir
  Path scratch;

  private java.lang.Process server;

  /** Serves in both ways, has no descriptors left until it is told, and serves again. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      SocketAddress any = new InetSocketAddress("127.0.0.1", 0);
      Listener listener = Listener.open(any, OPTIONS);
      Manager manager = Manager.serve(any, OPTIONS);
      try (Connection first =
          Client.connect(listener.address(), OPTIONS)) { // all that it needs is loaded
        listener.accept().close();
      }
      Path enough = Path.of(arguments[1]);
      boolean known = enough.toFile().exists();
      List<InputStream> taken = takeAll(arguments[0]);
      // Written by what is there already: nothing can be opened any more.
      taken.remove(0).close();
      Scratch.write(
          arguments[0], port(listener.address()) + " " + port(manager.address().orElseThrow()));
      taken.add(new FileInputStream(arguments[0]));
      while (!known) {
        Thread.sleep(20);
        known = enough.toFile().exists();
      }
      for (InputStream each : taken) {
        each.close();
      }
      try (Connection client = listener.accept()) {
        client.send("served");
        client.recv();
      }
    }

    private static List<InputStream> takeAll(String file) {
      List<InputStream> taken = new ArrayList<>();
      try {
        while (true) {
          taken.add(new FileInputStream(Path.of(file).getParent().resolve("any").toFile()));
        }
      } catch (IOException e) {
        return taken;
      }
    }

    private static int port(SocketAddress address) {
      return ((InetSocketAddress) address).getPort();
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void acceptLoops_goOn_afterTheyRanOutOfDescriptors() throws Exception {
    Scratch.write(scratch.resolve("any").toString(), "");
    Path up = scratch.resolve("up");
    Path enough = scratch.resolve("enough");
    server = ProgramRun.startThrough(FEW, Server.class, up.toString(), enough.toString());
    String[] ports = Scratch.read(up).split(" ");
    SocketAddress listener = new InetSocketAddress("127.0.0.1", Integer.parseInt(ports[0]));
    SocketAddress manager = new InetSocketAddress("127.0.0.1", Integer.parseInt(ports[1]));

    // The kernel takes them in; the server cannot.
    try (SocketChannel first = SocketChannel.open(listener);
        SocketChannel second = SocketChannel.open(manager)) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      Scratch.write(enough.toString(), "");

      try (Manager client = Manager.connect(manager, OPTIONS)) {
        assertThat(client.list(List.of(1))).containsExactly(1);
      }
      try (Connection client = Client.connect(listener, OPTIONS)) {
        assertThat(client.recv()).isEqualTo("served");
        client.send("done");
      }
    }
  }
}
