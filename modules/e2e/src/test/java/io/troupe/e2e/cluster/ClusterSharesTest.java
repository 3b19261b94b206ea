package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Pool;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.TestNode;
import io.troupe.sync.Barrier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More pools, of one program or two, than a node with two slots has room for. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterSharesTest {
  private static final String GETS_BOTH = "both slots at once";
  private static final String GETS_ONE = "a slot";

  @TempDir
  static Path directory;

  private static TestNode node;

  private Cluster cluster;

  @BeforeAll
  static void startNode() throws Exception {
    ClusterKeys.create(directory);
    node = TestNode.start(directory, 2);
  }

  @AfterAll
  static void endNode() {
    if (node != null) {
      node.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    cluster = connected(node.address(), directory.toString());
  }

  @AfterEach
  void disconnect() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Cluster connected(String address, String keys) throws Exception {
    return Cluster.connect(address, ClusterKeys.load(Path.of(keys, "program.key")));
  }

  static int meet(int item, Barrier both) throws Exception {
    both.await();
    return item;
  }

  static int nap(int item, Queue<Integer> begun) throws InterruptedException {
    begun.put(item);
    Thread.sleep(50);
    return item;
  }

  /** Another program. Arguments are the node, the directory of the keys, and what it needs. */
  static final class Rival {
    private Rival() {}

    public static void main(String[] arguments) throws Exception {
      try (Cluster cluster = connected(arguments[0], arguments[1]);
          Pool pool = Pool.builder().on(cluster).processes(2).start()) {
        Barrier both = Barrier.create(arguments[2].equals(GETS_BOTH) ? 2 : 1);
        System.out.println(
            pool.map(item -> meet(item, both), IntStream.range(0, 10).boxed().toList(), 1));
      }
    }
  }

  private static void assertRivalGets(String what) throws Exception {
    ProgramRun run =
        ProgramRun.of(Rival.class, List.of(), node.address(), directory.toString(), what);
    assertThat(run.out()).isEqualToIgnoringNewLines("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
  }

  @Test
  void programWaits_poolIsIdle_itGivesBothSlots_andIsThereAgain() throws Exception {
    Queue<Integer> begun = Queue.create();
    try (Pool pool = Pool.builder().on(cluster).processes(2).start()) {
      assertThat(pool.map(item -> nap(item, begun), List.of(1, 2, 3, 4))).hasSize(4);
      assertRivalGets(GETS_BOTH);
      assertThat(pool.map(item -> nap(item, begun), List.of(5, 6, 7, 8))).hasSize(4);
    }
  }

  /** Tasks without end, until it is closed. */
  private static final class Work implements AutoCloseable {
    private final Queue<Integer> begun = Queue.create();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Integer> given = new ArrayList<>();
    private final List<Integer> runs = new ArrayList<>();
    private final Thread reader;

    Work(Pool pool) throws InterruptedException {
      Iterable<Integer> items =
          () -> IntStream.iterate(0, i -> !enough.get(), i -> i + 1).iterator();
      Queue<Integer> told = begun;
      var results = pool.imap(item -> nap(item, told), items);
      reader = new Thread(() -> results.forEachRemaining(given::add));
      reader.start();
      runs.add(begun.take());
      await()
          .until(() -> pool.workers().stream().filter(each -> each.pid() != 0).count() == 2);
    }

    void assertEachRanOnce() {
      begun.drainTo(runs);
      assertThat(given).isEqualTo(IntStream.range(0, given.size()).boxed().toList());
      assertThat(runs).containsExactlyInAnyOrderElementsOf(given);
    }

    @Override
    public void close() throws InterruptedException {
      enough.set(true);
      reader.join();
    }
  }

  @Test
  void programWaits_poolIsBusy_itGivesOneSlot_andEachTaskRunsOnce() throws Exception {
    try (Pool pool = Pool.builder().on(cluster).processes(2).start()) {
      Work work = new Work(pool);
      try (work) {
        assertRivalGets(GETS_ONE);
      }
      work.assertEachRanOnce();
    }
  }

  @Test
  void poolOfTheSameProgramWaits_busyOneGivesOneSlot_andEachTaskRunsOnce() throws Exception {
    Queue<Integer> begun = Queue.create();
    try (Pool first = Pool.builder().on(cluster).processes(2).start();
        Pool second = Pool.builder().on(cluster).processes(2).start()) {
      Work work = new Work(first);
      try (work) {
        assertThat(second.apply(ClusterSharesTest::nap, 7, begun)).isEqualTo(7);
      }
      work.assertEachRanOnce();
    }
  }
}
