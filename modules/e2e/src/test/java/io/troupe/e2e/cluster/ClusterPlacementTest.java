package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.BrokenPoolException;
import io.troupe.Call;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are to run on certain nodes. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterPlacementTest {
  @TempDir
  static Path directory;

  private static TestNode plain;
  private static TestNode strong;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    ClusterKeys.create(directory);
    plain = TestNode.start(directory, 2);
    strong = TestNode.start(directory, new TestNode.Kind(2).withRole("strong"), plain.address());
    cluster = Cluster.connect(plain.address(), ClusterKeys.load(directory.resolve("program.key")));
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (strong != null) {
      strong.close();
    }
    if (plain != null) {
      plain.close();
    }
  }

  /** Returns the process of the node, which has started the one that runs this. */
  static long node() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    return parent.orElseThrow().pid();
  }

  static long nodeOf(int item) throws InterruptedException {
    Thread.sleep(10);
    return node();
  }

  static void tellNode(Queue<Long> told) throws InterruptedException {
    told.put(node());
  }

  @Test
  void process_runsOnItsNode() throws Exception {
    Queue<Long> told = Queue.create();
    for (TestNode each : List.of(strong, plain, strong)) {
      Process process = Process.of(ClusterPlacementTest::tellNode, told)
          .on(cluster.node(each.address()))
          .start();
      assertThat(told.get()).isEqualTo(each.process().pid());
      process.join();
    }
  }

  @Test
  void pool_runsOnNodesWithTheRole() throws Exception {
    assertThat(cluster.role("strong").slots()).isEqualTo(2);
    try (Pool pool = Pool.builder().on(cluster.role("strong")).start()) {
      assertThat(pool.map(
              ClusterPlacementTest::nodeOf, IntStream.range(0, 50).boxed().toList()))
          .containsOnly(strong.process().pid());
    }
  }

  static long waitAndTell(Queue<Integer> go) throws InterruptedException {
    go.get();
    return node();
  }

  @Test
  void broadcast_runsOnceOnEach_alsoWhereAllSlotsAreTaken() throws Exception {
    Queue<Integer> go = Queue.create();
    try (Pool busy = Pool.builder().on(cluster).processes(4).start()) {
      List<AsyncResult<Long>> held = IntStream.range(0, 4)
          .mapToObj(i -> busy.applyAsync(ClusterPlacementTest::waitAndTell, go))
          .toList();
      assertThat(busy.workers()).hasSize(4);

      Map<String, AsyncResult<Long>> told = cluster.broadcast(Call.of(ClusterPlacementTest::node));

      assertThat(told).containsOnlyKeys(plain.address(), strong.address());
      assertThat(told.get(plain.address()).get()).isEqualTo(plain.process().pid());
      assertThat(told.get(strong.address()).get()).isEqualTo(strong.process().pid());
      for (int i = 0; i < 4; i++) {
        go.put(i);
      }
      for (AsyncResult<Long> each : held) {
        each.get();
      }
    }
  }

  static long fail() {
    throw new IllegalArgumentException("not here");
  }

  @Test
  void broadcast_thatFails_saysSoForEach() {
    Map<String, AsyncResult<Long>> told = cluster.broadcast(Call.of(ClusterPlacementTest::fail));
    assertThat(told).hasSize(2);
    told.values()
        .forEach(each -> assertThatThrownBy(each::get)
            .hasCauseInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("not here"));
  }

  @Test
  void nodeThatIsNoMember_isRefused() throws Exception {
    Process process =
        Process.of(ClusterPlacementTest::tellNode, null).on(cluster.node("127.0.0.1:9"));
    assertThatThrownBy(process::start)
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContaining("127.0.0.1:9 is no member of the cluster [")
        .hasMessageContaining(plain.address());
    try (Pool pool = Pool.builder().on(cluster.node("127.0.0.1:9")).processes(1).start()) {
      AsyncResult<Long> result = pool.applyAsync(Call.of(ClusterPlacementTest::node));
      result.await();
      assertThat(result.exception()).get().isInstanceOf(BrokenPoolException.class);
    }
    assertThatThrownBy(() -> cluster.node("somewhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }
}
