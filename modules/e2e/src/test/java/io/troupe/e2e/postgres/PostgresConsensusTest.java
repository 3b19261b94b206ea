package io.troupe.e2e.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.e2e.history.Counting;
import io.troupe.e2e.history.History;
import io.troupe.e2e.history.Operation;
import io.troupe.e2e.postgres.Instances.Instance;
import io.troupe.e2e.support.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What nodes agree on by a database that works, each test with a log of its own. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class PostgresConsensusTest {
  private static final int NODES = 3;
  private static final int THREADS = 4;
  private static final long EACH_SNAPSHOT_BYTES = 20_000;

  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    PostgresServer.missing().ifPresent(why -> Assumptions.abort(why));
    server = PostgresServer.start();
  }

  @AfterAll
  static void end() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static Instances instances(TestInfo test, long snapshotBytes) {
    return new Instances(server.options().withName(name(test)), snapshotBytes);
  }

  private static Instances instances(TestInfo test) {
    return instances(test, Long.MAX_VALUE);
  }

  private static String name(TestInfo test) {
    return test.getTestMethod().orElseThrow().getName();
  }

  private static String rows(TestInfo test, String what, String table) {
    return "SELECT " + what + " FROM " + table
        + " JOIN troupe_cluster ON cluster = id WHERE name = '" + name(test) + "'";
  }

  @Test
  void writesAndReadsOfManyThreads_areLinearizable_andAllCopiesAreEqual(TestInfo test)
      throws Exception {
    try (Instances instances = instances(test)) {
      List<Instance> nodes = new ArrayList<>();
      List<Future<List<Operation>>> threads = new ArrayList<>();
      for (int node = 0; node < NODES; node++) {
        nodes.add(instances.start());
      }
      for (int thread = 0; thread < NODES * THREADS; thread++) {
        int number = thread;
        threads.add(instances.fork(() -> callMany(nodes.get(number % NODES), number)));
      }
      List<Operation> operations = new ArrayList<>();
      for (Future<List<Operation>> each : threads) {
        operations.addAll(each.get());
      }

      assertThat(History.isLinearizable(new Counting(), operations)).isTrue();
      int all = NODES * THREADS * 25;
      for (Instance each : nodes) {
        assertThat(each.count()).isEqualTo(all);
        assertThat(each.machine().texts()).isEqualTo(nodes.get(0).machine().texts());
      }
    }
  }

  /** A text more is one more. */
  private static List<Operation> callMany(Instance node, int thread) throws Exception {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      boolean write = i % 2 == 0;
      long begin = System.nanoTime();
      int result = write ? node.write(thread + "-" + i) : node.count();
      operations.add(new Operation(
          "texts",
          write ? "add" : "value",
          write ? 1 : null,
          null,
          result,
          begin,
          System.nanoTime()));
    }
    return operations;
  }

  @Test
  void callerThatWaits_isAnswered_whenAnotherNodeWritesWhatItWaitsFor(TestInfo test)
      throws Exception {
    try (Instances instances = instances(test)) {
      Instance waiting = instances.start();
      Instance writing = instances.start();
      Future<Integer> three = instances.fork(() -> waiting.await(3));

      writing.write("a");
      writing.write("b");
      assertThat(three.isDone()).isFalse();
      writing.write("c");

      assertThat(three.get()).isEqualTo(3);
    }
  }

  @Test
  void oneNodeAtATimeTellsTheTime_andAnotherOneWhenItIsSilent(TestInfo test) throws Exception {
    try (Instances instances = instances(test)) {
      List<Instance> nodes = List.of(instances.start(), instances.start(), instances.start());
      await().atMost(Instances.PATIENCE).until(() -> nodes.get(0).machine().ticks() >= 2);
      List<Instance> first = telling(nodes);
      assertThat(first).hasSize(1);

      first.get(0).consensus().close();
      List<Instance> left = new ArrayList<>(nodes);
      left.removeAll(first);
      await().atMost(Instances.PATIENCE).until(() -> !telling(left).isEmpty());
      assertThat(telling(left)).hasSize(1);
      Instance second = telling(left).get(0);

      // As if it had been stopped, and one had taken its place that was stopped then, too.
      server.execute("UPDATE troupe_keeper SET node = 1, seen = clock_timestamp()");
      int before = second.machine().ticks();
      await().atMost(Instances.PATIENCE).until(() -> left.get(0).machine().ticks() >= before + 2);
      await()
          .atMost(Instances.PATIENCE)
          .until(() -> left.get(0).machine().ticks() == left.get(1).machine().ticks());
    }
  }

  private static List<Instance> telling(List<Instance> nodes) {
    return nodes.stream().filter(each -> each.machine().told() > 0).toList();
  }

  @Test
  void logIsCutOff_andNodesThatAreBehindOrNewBeginWithTheSnapshot(TestInfo test) throws Exception {
    try (Instances instances = instances(test, EACH_SNAPSHOT_BYTES)) {
      Instance behind = instances.start();
      Instance busy = instances.start();
      busy.write("first");
      await().atMost(Instances.PATIENCE).until(() -> behind.machine().texts().size() == 1);
      Texts held = behind.machine();
      held.mayApply.acquire(); // if it is the one that writes snapshots, another takes its place
      long atMost = server.number(rows(test, "max(troupe_log.entry)", "troupe_log"));
      int written = 1;
      while (server.number(rows(test, "min(troupe_log.entry)", "troupe_log")) <= atMost + 1) {
        busy.write("text " + written++);
      }
      held.mayApply.release();

      assertThat(behind.count()).isEqualTo(written);
      assertThat(behind.machine().texts()).isEqualTo(busy.machine().texts());
      Instance fresh = instances.start();
      assertThat(fresh.count()).isEqualTo(written);
      assertThat(fresh.machine().restored.get()).isEqualTo(1);
      assertThat(fresh.write("last")).isEqualTo(written + 1);
      String snapshots = rows(test, "count(DISTINCT troupe_snapshot.entry)", "troupe_snapshot");
      await().atMost(Instances.PATIENCE).until(() -> server.number(snapshots) == 1);
    }
  }

  @Test
  void allNodesEnd_whatTheyHadIsThereForTheNext_andNumbersGoOn(TestInfo test) throws Exception {
    try (Instances instances = instances(test)) {
      instances.start().write("a");
      instances.start().write("b");
    }
    long last = server.number(rows(test, "max(troupe_log.entry)", "troupe_log"));
    try (Instances instances = instances(test)) {
      Instance next = instances.start();
      assertThat(next.consensus().awaitPart(Instances.PATIENCE)).isTrue();
      assertThat(next.machine().texts()).containsExactly("a", "b");
      assertThat(next.write("c")).isEqualTo(3);
    }
    assertThat(server.number(rows(test, "max(troupe_log.entry)", "troupe_log")))
        .isGreaterThan(last);
  }

  @Test
  void databaseThatHasForgotten_isNoticed_andNodesGoOnWithWhatIsThere(TestInfo test)
      throws Exception {
    try (Instances instances = instances(test)) {
      Instance one = instances.start();
      Instance other = instances.start();
      one.write("a");
      one.write("b");
      assertThat(other.count()).isEqualTo(2);
      long kept =
          server.number(rows(test, "troupe_log.entry", "troupe_log") + " AND command = 'a'::bytea");
      server.execute(
          "DELETE FROM troupe_log WHERE entry > " + kept + "; UPDATE troupe_cluster c SET"
              + " entry = l.entry, tag = l.tag FROM troupe_log l WHERE l.cluster = c.id AND l.entry = "
              + kept + " AND c.name = '" + name(test) + "'");

      assertThat(one.write("c")).isEqualTo(2);
      assertThat(other.count()).isEqualTo(2);
      assertThat(one.machine().texts()).containsExactly("a", "c");
      assertThat(other.machine().texts()).containsExactly("a", "c");
    }
  }

  @Test
  void nodesThatBeginAtOnce_makeTheTablesOnce_andClustersOfOtherNamesKnowNothing(TestInfo test)
      throws Exception {
    server.execute(
        "DROP TABLE IF EXISTS troupe_cluster, troupe_log, troupe_snapshot, troupe_keeper");
    try (Instances instances = instances(test);
        Instances others = new Instances(server.options().withName("others"))) {
      List<Future<Instance>> starts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        starts.add(instances.fork(instances::start));
      }
      Set<String> identities = new TreeSet<>();
      for (Future<Instance> each : starts) {
        identities.add(each.get().consensus().identity());
      }
      assertThat(identities).hasSize(1);
      starts.get(0).get().write("a");

      Instance other = others.start();
      assertThat(other.consensus().identity()).isNotIn(identities);
      assertThat(other.count()).isZero();
      assertThat(starts.get(1).get().count()).isEqualTo(1);
    }
  }
}
