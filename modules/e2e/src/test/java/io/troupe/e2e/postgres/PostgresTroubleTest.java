package io.troupe.e2e.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.cluster.PostgresOptions;
import io.troupe.e2e.postgres.Instances.Instance;
import io.troupe.e2e.support.PostgresServer;
import io.troupe.internal.cluster.consensus.NoAgreementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that ends, hangs, or is another one than it should be. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class PostgresTroubleTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int WRITERS = 8;

  @TempDir
  Path directory;

  private PostgresServer server;

  @BeforeEach
  void start() throws Exception {
    PostgresServer.missing().ifPresent(why -> Assumptions.abort(why));
    server = PostgresServer.start();
  }

  @AfterEach
  void end() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private interface Happening {
    void happen() throws Exception;
  }

  /** Writes while something happens; then all that was acknowledged must be there, once. */
  private void assertNothingLost(Happening happening) throws Exception {
    try (Instances instances = new Instances(server.options())) {
      Instance one = instances.start();
      Instance other = instances.start();
      AtomicBoolean over = new AtomicBoolean();
      List<Future<Map<Integer, String>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(instances.fork(() -> write(writer % 2 == 0 ? one : other, writer, over)));
      }
      await().atMost(Instances.PATIENCE).until(() -> one.machine().texts().size() > 50);
      happening.happen();
      int before = one.count();
      await().atMost(Instances.PATIENCE).until(() -> one.machine().texts().size() > before + 50);
      over.set(true);

      Map<Integer, String> acknowledged = new TreeMap<>();
      for (Future<Map<Integer, String>> each : writers) {
        acknowledged.putAll(each.get());
      }
      assertThat(other.count()).isEqualTo(acknowledged.size());
      assertThat(acknowledged.keySet()).contains(1, acknowledged.size());
      assertThat(one.count()).isEqualTo(acknowledged.size());
      assertThat(other.machine().texts()).containsExactlyElementsOf(acknowledged.values());
      assertThat(one.machine().texts()).containsExactlyElementsOf(acknowledged.values());
    }
  }

  private static Map<Integer, String> write(Instance node, int writer, AtomicBoolean over)
      throws Exception {
    Map<Integer, String> acknowledged = new TreeMap<>();
    for (int i = 0; !over.get(); i++) {
      String text = writer + "-" + i;
      acknowledged.put(node.write(text), text);
    }
    return acknowledged;
  }

  @Test
  void databaseEndsAtOnceAndBeginsAgain_nothingAcknowledgedIsLost() throws Exception {
    assertNothingLost(() -> {
      server.endAtOnce();
      server.begin();
    });
  }

  @Test
  void databaseStopsForLongAndGoesOn_nothingAcknowledgedIsLost() throws Exception {
    try (Instances beside = new Instances(server.options().withName("beside"))) {
      Instance impatient = beside.start(SHORT);
      assertNothingLost(() -> {
        server.stop();
        assertThatThrownBy(() -> impatient.write("a")).isInstanceOf(NoAgreementException.class);
        // Longer than a node waits for an answer before it gives up the connection.
        assertThatThrownBy(() -> beside.start(SHORT)).hasMessageContaining("cannot be used");
        server.goOn();
      });
    }
  }

  @Test
  void whileThereIsNone_callsAreRefusedWithTheReason_andGoOnAfterIt() throws Exception {
    try (Instances instances = new Instances(server.options())) {
      Instance node = instances.start(SHORT);
      node.write("a");
      server.endAtOnce();

      assertThatThrownBy(() -> node.write("b"))
          .isInstanceOf(NoAgreementException.class)
          .hasMessageContaining("does not answer within 2 s")
          .hasMessageContaining("refused");
      assertThatThrownBy(node::count).isInstanceOf(NoAgreementException.class);

      server.begin();
      await().atMost(Instances.PATIENCE).ignoreExceptions().until(() -> node.count() >= 1);
      assertThat(node.machine().texts()).containsExactly("a"); // what is given up is not sent
    }
  }

  private static void assertRefused(PostgresOptions options, String why) {
    assertThatThrownBy(() -> new Instances(options).start())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatCannotBeUsed_isRefusedWithTheReason() throws Exception {
    Path wrong = Files.writeString(directory.resolve("password"), "wrong");
    assertRefused(server.options().withPasswordFile(wrong), "password authentication failed");
    assertRefused(server.options().withPasswordFile(directory.resolve("none")), "cannot be read");
    assertRefused(
        PostgresOptions.of(server.options().url() + "-other")
            .withUser("troupe")
            .withPasswordFile(server.options().passwordFile().orElseThrow()),
        "does not exist");
    assertRefused(PostgresOptions.of("jdbc:postgresql://db:port/x"), "does not understand the URL");
    server.endAtOnce();
    assertRefused(server.options(), "refused");
  }

  @Test
  void logOfAnotherVersion_isRefused_andOneThatIsAnotherNow() throws Exception {
    try (Instances instances = new Instances(server.options())) {
      Instance node = instances.start(SHORT);
      node.write("a");
      server.execute("UPDATE troupe_cluster SET version = 7");
      assertRefused(server.options(), "version 7");

      server.execute("DELETE FROM troupe_cluster");
      assertThatThrownBy(() -> node.write("b"))
          .isInstanceOf(NoAgreementException.class)
          .hasMessageContaining("log of this name");
    }
  }
}
