package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Pool;
import io.troupe.connection.ConnectionOptions;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.Signals;
import io.troupe.manager.CallAbandonedException;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody waits for ever for a manager that is stopped: interrupts are heard, and calls have a limit
 * if that is wanted.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StoppedManagerTest {
  private static final byte[] KEY = "correct horse".getBytes(StandardCharsets.UTF_8);
  private static final Duration LIMIT = Duration.ofSeconds(4);

  @TempDir
  Path scratch;

  /** Its calls can be interrupted. */
  interface Sleeper {
    int sleep(int millis) throws InterruptedException;
  }

  static final class DefaultSleeper implements Sleeper {
    @Override
    public int sleep(int millis) throws InterruptedException {
      Thread.sleep(millis);
      return millis;
    }
  }

  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws Exception {
      Manager manager = Manager.serve(new InetSocketAddress("127.0.0.1", 0), KEY);
      Scratch.write(
          arguments[0], "" + ((InetSocketAddress) manager.address().orElseThrow()).getPort());
      while (System.in.read() >= 0) {
        // Nobody writes; it ends with the test, however that ends.
      }
    }
  }

  private static void signal(String name, Manager manager)
      throws IOException, InterruptedException {
    Signals.send(name, manager.serverProcess().orElseThrow().pid());
  }

  @Test
  void call_interrupted_endsThough_noTimeLimitWasSet() throws Exception {
    try (Manager manager = Manager.process()) {
      ManagedMap<String, Integer> dict = manager.dict();
      dict.put("a", 1);
      Sleeper sleeper = manager.register(Sleeper.class, DefaultSleeper::new).create(Sleeper.class);
      signal("STOP", manager);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> dict.get("a"))
          .isInstanceOf(CallAbandonedException.class)
          .hasMessageContaining("get")
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> sleeper.sleep(1)).isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();

      signal("CONT", manager);
      assertThat(dict.get("a")).isEqualTo(1);
      assertThat(sleeper.sleep(1)).isEqualTo(1);
    }
  }

  @Test
  void call_interrupted_countsWhereTheManagerRuns() {
    try (Manager manager = Manager.process()) {
      ManagedMap<String, Integer> dict = manager.dict();
      Thread.currentThread().interrupt();
      dict.put("a", 1);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(dict).containsEntry("a", 1);
    }
  }

  @Test
  void callTimeout_limitsCalls_inEachProcess() throws Exception {
    try (Manager manager = Manager.builder().callTimeout(LIMIT).process();
        Pool pool = Pool.of(1)) {
      ManagedMap<String, Object> dict = manager.dict();
      dict.put("a", 1);
      assertThat(pool.apply(StoppedManagerTest::get, dict, "a")).isEqualTo(1);
      signal("STOP", manager);

      assertThatThrownBy(() -> dict.get("a"))
          .isInstanceOf(CallAbandonedException.class)
          .hasMessageContaining("PT4S");

      signal("CONT", manager);
      assertThat(dict).containsKey("a");
    }
  }

  static Object get(ManagedMap<String, Object> dict, String key) {
    return dict.get(key);
  }

  @Test
  void callTimeout_ofAClient_isItsOwn() throws Exception {
    Path said = scratch.resolve("up");
    java.lang.Process server = ProgramRun.start(Server.class, said.toString());
    try {
      InetSocketAddress address =
          new InetSocketAddress("127.0.0.1", Integer.parseInt(Scratch.read(said)));
      ConnectionOptions options = ConnectionOptions.defaults().withKey(KEY).withCallTimeout(LIMIT);
      try (Manager manager = Manager.connect(address, options)) {
        ManagedMap<String, Integer> dict = manager.dict();
        Signals.send("STOP", server.pid());
        assertThatThrownBy(() -> dict.put("a", 1)).isInstanceOf(CallAbandonedException.class);
        Signals.send("CONT", server.pid());
        dict.put("a", 2);
        assertThat(dict).containsEntry("a", 2);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void callTimeout_thatIsNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manager.builder().callTimeout(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConnectionOptions.defaults().withCallTimeout(Duration.ofNanos(-1)));
  }
}
