package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.AsyncResult;
import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.TestNode;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.IntValue;
import io.troupe.memory.LongValue;
import io.troupe.memory.ShareableList;
import io.troupe.memory.Value;
import io.troupe.sync.Event;
import io.troupe.sync.Hold;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values, arrays and lists of a program, and of a process on a node, used on other machines. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClusterMemoryTest {
  @TempDir
  static Path directory;

  private static TestNode first;
  private static TestNode second;
  private static Cluster cluster;
  private static Pool onFirst;
  private static Pool onSecond;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(TestNode.canBeApart());
    ClusterKeys.create(directory);
    first = TestNode.start(directory, 4);
    second = TestNode.start(directory, 4, first.address());
    cluster = Cluster.connect(first.address(), ClusterKeys.load(directory.resolve("program.key")));
    onFirst = Pool.builder().on(cluster.node(first.address())).processes(1).start();
    onSecond = Pool.builder().on(cluster.node(second.address())).processes(1).start();
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      onFirst.terminate();
      onSecond.terminate();
      cluster.close();
    }
    if (second != null) {
      second.close();
    }
    if (first != null) {
      first.close();
    }
  }

  @Test
  void mapOnTheCluster_countsInAValueOfTheProgram() throws Exception {
    IntValue count = Value.ofInt(0);
    List<Integer> files = IntStream.range(0, 500).boxed().toList();
    try (Pool pool = Pool.builder().on(cluster).processes(4).start()) {
      pool.map(file -> count.incrementAndGet(), files); // exact, without a lock
    }
    assertThat(count.get()).isEqualTo(500);
  }

  record Shared(LongValue count, DoubleArray items, ShareableList list) {}

  static int use(Shared shared, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      shared.items().getAndAdd(1, 0.5);
      try (Hold held = shared.count().hold()) {
        shared.count().set(shared.count().get() + 1);
      }
    }
    shared.list().set(0, shared.items().toArray().length);
    return times;
  }

  @Test
  void tasksOnTwoNodesAndTheProgram_useOneMemory() throws Exception {
    Shared shared =
        new Shared(Value.ofLong(0), DoubleArray.ofLength(3), ShareableList.of(0, "text"));
    AsyncResult<Integer> one = onFirst.applyAsync(ClusterMemoryTest::use, shared, 200);
    AsyncResult<Integer> other = onSecond.applyAsync(ClusterMemoryTest::use, shared, 200);
    use(shared, 1_000);
    one.get();
    other.get();
    assertThat(shared.count().get()).isEqualTo(1_400);
    assertThat(shared.items().toArray()).containsExactly(0, 700, 0);
    assertThat(shared.list()).containsExactly(3, "text");
    shared.list().unlink();
  }

  static void holdForEver(LongValue value, Event held) throws InterruptedException {
    value.getLock().acquire();
    held.set();
    Thread.currentThread().join();
  }

  private static boolean isThere(String name) throws Exception {
    try {
      Value.attach(name).close();
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  @Test
  void holderOnANodeKilled_lockIsFree_andItsHandleGivenBack() throws Exception {
    LongValue value = Value.ofLong(0);
    Event held = Event.create();
    Process holder =
        Process.of(ClusterMemoryTest::holdForEver, value, held).on(cluster).start();
    held.await();
    assertThat(value.getLock().tryLock()).isFalse();

    holder.kill();

    assertThat(value.getLock().acquire(Scratch.PATIENCE)).isTrue();
    assertThat(value.getLock().wasAbandoned()).isTrue();
    String name = value.name();
    value.close();
    await().atMost(Scratch.PATIENCE).until(() -> !isThere(name));
  }

  static void own(Queue<LongValue> made) throws InterruptedException {
    LongValue value = Value.ofLong(41);
    made.put(value);
    Thread.currentThread().join();
  }

  static long increment(LongValue value) {
    return value.incrementAndGet();
  }

  @Test
  void valueOfAProcessOnANode_isUsedHereAndOnAnotherNode_untilThatProcessEnds() throws Exception {
    Queue<LongValue> made = Queue.create();
    Process owner = Process.of(ClusterMemoryTest::own, made)
        .on(cluster.node(first.address()))
        .start();
    LongValue value = made.get();
    assertThat(value.incrementAndGet()).isEqualTo(42);
    assertThat(onFirst.apply(ClusterMemoryTest::increment, value)).isEqualTo(43);
    assertThat(onSecond.apply(ClusterMemoryTest::increment, value)).isEqualTo(44);

    owner.kill();

    await()
        .atMost(Scratch.PATIENCE)
        .untilAsserted(() -> assertThatThrownBy(value::get)
            .isInstanceOf(OwnerLostException.class)
            .hasMessageContaining("has ended"));
  }

  static long sum(LongValue value) {
    return value.get() + value.getLock().hashCode() * 0L;
  }

  @Test
  void valueOfASiblingProcessHere_isUsedOnANode() throws Exception {
    try (Pool here = Pool.of(1)) {
      LongValue value = here.apply(ClusterMemoryTest::make);
      assertThat(onFirst.apply(ClusterMemoryTest::sum, value)).isEqualTo(5);
    }
  }

  private static LongValue kept;

  static LongValue make() {
    kept = Value.ofLong(5);
    return kept;
  }
}
