package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.NodeLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.NodeInfo;
import io.troupe.e2e.support.TestNode;
import io.troupe.sync.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is asked to end while a program uses it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterDrainTest {
  /** What SIGTERM makes of a JVM. */
  private static final int TERMINATED = 143;

  private static final int TASKS = 400;
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir
  static Path directory;

  private static TestNode staying;
  private TestNode leaving;

  @BeforeAll
  static void startOne() throws Exception {
    ClusterKeys.create(directory);
    staying = TestNode.start(directory, 2);
  }

  @AfterAll
  static void endOne() {
    if (staying != null) {
      staying.close();
    }
  }

  private void startOther(Duration drain) throws Exception {
    TestNode.Kind kind = new TestNode.Kind(2).withDrain(drain);
    leaving = TestNode.start(directory, kind, staying.address());
  }

  @AfterEach
  void endOther() {
    if (leaving != null) {
      leaving.close();
    }
  }

  /** Connects by the node that will leave: all who look for the program look for it there first. */
  private Cluster connect() throws Exception {
    return Cluster.connect(
        List.of(leaving.address(), staying.address()),
        ClusterKeys.load(directory.resolve("program.key")));
  }

  static int work(int item, Queue<Integer> begun) throws InterruptedException {
    begun.put(item);
    Thread.sleep(20);
    return item;
  }

  @Test
  void nodeLeaves_eachTaskHasRunOnce_andIsThere() throws Exception {
    startOther(LONG);
    Queue<Integer> begun = Queue.create();
    List<Integer> items = IntStream.range(0, TASKS).boxed().toList();
    try (Cluster cluster = connect();
        Pool pool = Pool.builder().on(cluster).processes(4).start()) {
      var results = pool.imap(item -> work(item, begun), items);
      List<Integer> got = new ArrayList<>();
      for (int i = 0; i < TASKS / 4; i++) {
        got.add(results.next());
      }
      leaving.terminate();
      results.forEachRemaining(got::add);

      assertThat(got).isEqualTo(items);
      List<Integer> runs = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        runs.add(begun.get());
      }
      assertThat(runs).containsExactlyInAnyOrderElementsOf(items);
      assertThat(begun.poll()).isNull();
      await().until(() -> cluster.nodes().size() == 1);
      assertThat(cluster.slots()).isEqualTo(2);
    }
    assertThat(leaving.process().waitFor()).isEqualTo(TERMINATED);
    assertThat(leaving.log())
        .contains(
            "is about to leave: it starts no processes any more, and waits up to 100 s for the")
        .contains("has no processes any more");
  }

  @Test
  void nodeLeaves_processGoesOn_andNothingIsStartedThere() throws Exception {
    startOther(LONG);
    Event go = Event.create();
    Queue<Integer> begun = Queue.create();
    try (Cluster cluster = connect()) {
      Process process = Process.of(ClusterDrainTest::awaitGo, begun, go)
          .on(cluster.node(leaving.address()))
          .start();
      begun.get();
      leaving.terminate();
      await()
          .until(() ->
              cluster.nodes().stream().anyMatch(node -> node.state() == NodeInfo.State.LEAVING));

      assertThat(cluster.slots()).isEqualTo(2);
      assertThatThrownBy(() -> Process.of(ClusterDrainTest::awaitGo, begun, go)
              .on(cluster.node(leaving.address()))
              .start())
          .isInstanceOf(ProcessStartException.class)
          .hasMessageContaining(leaving.address() + " is about to leave");
      go.set();
      process.join();
      assertThat(process.exitCode()).hasValue(0);
    }
    assertThat(leaving.process().waitFor()).isEqualTo(TERMINATED);
  }

  static void awaitGo(Queue<Integer> begun, Event go) throws InterruptedException {
    begun.put(1);
    go.await();
  }

  static int waitFor(int item, Queue<Integer> begun, Event go) throws InterruptedException {
    begun.put(item);
    go.await();
    return item;
  }

  @Test
  void nodeLeaves_whatOutlastsTheBound_isLost_orRunsAgain() throws Exception {
    startOther(SHORT);
    Event go = Event.create();
    Queue<Integer> begun = Queue.create();
    try (Cluster cluster = connect();
        Pool pool = Pool.builder().on(cluster).processes(4).start()) {
      List<AsyncResult<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Call<Integer> call = Call.of(ClusterDrainTest::waitFor, i, begun, go);
        all.add(pool.applyAsync(i < 2 ? call : call.retries(1)));
      }
      for (int i = 0; i < 4; i++) {
        begun.get();
      }
      leaving.terminate();
      assertThat(leaving.process().waitFor()).isEqualTo(TERMINATED);
      assertThat(leaving.log()).contains("2 processes have not ended in 1 s, and end with it");
      go.set();

      int lost = 0;
      for (AsyncResult<Integer> each : all.subList(0, 2)) {
        each.await();
        if (!each.successful()) {
          lost++;
          assertThatThrownBy(each::get)
              .hasCauseInstanceOf(NodeLostException.class)
              .hasMessageContaining(leaving.address());
        }
      }
      assertThat(all.get(2).get() + all.get(3).get()).isEqualTo(5);
      int retried = all.get(2).attempts() + all.get(3).attempts() - 2;
      assertThat(lost + retried).isEqualTo(2);
    } finally {
      go.set();
    }
  }
}
