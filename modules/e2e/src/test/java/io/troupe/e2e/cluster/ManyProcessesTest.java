package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.NodeInfo;
import io.troupe.e2e.support.TestNode;
import io.troupe.sync.Barrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many processes that start and are killed on three nodes, of which the members of the cluster
 * must notice nothing, and nothing may be left. How many is {@code -Dtroupe.test.processes=N}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ManyProcessesTest {
  private static final int COUNT = Integer.getInteger("troupe.test.processes", 16);
  private static final int SLOTS = 4;
  private static final int NODES = 3;

  /** What a process that is not let go of leaves is at least one each. */
  private static final int SLACK = 15;

  @TempDir
  Path directory;

  private final List<TestNode> nodes = new ArrayList<>();

  @AfterEach
  void endNodes() {
    nodes.forEach(TestNode::close);
  }

  static void liveOn(Queue<Integer> begun, Integer number) throws InterruptedException {
    begun.put(number);
    Thread.sleep(Long.MAX_VALUE);
  }

  @Test
  void processesAreStartedAndKilled_membersNoticeNothing_nothingIsLeft() throws Exception {
    Set<Long> ofOthers = children(); // which other tests of this JVM have left
    ClusterKeys.create(directory);
    for (int i = 0; i < NODES; i++) {
      nodes.add(TestNode.start(
          directory, SLOTS, nodes.stream().map(TestNode::address).toArray(String[]::new)));
    }
    try (Cluster cluster = Cluster.connect(
        nodes.get(0).address(), ClusterKeys.load(directory.resolve("program.key")))) {
      await().until(() -> up(cluster) == NODES);
      startAndKill(cluster, NODES * SLOTS); // what is made once is there from now on
      useAllSlots(cluster);
      List<String> news = membership();
      List<Left> before = left();

      long begin = System.nanoTime();
      startAndKill(cluster, COUNT);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

      useAllSlots(cluster);
      await().untilAsserted(() -> {
        List<Left> after = left();
        for (int i = 0; i < before.size(); i++) {
          assertThat(after.get(i).exceeds(before.get(i)))
              .as("%s, before %s", after, before)
              .isFalse();
        }
      });
      assertThat(membership()).isEqualTo(news);
      System.out.printf(
          "%d processes in %d s; before %s, after %s%n", COUNT, seconds, before, left());
      assertThat(ofOthers).containsAll(children());
    }
  }

  private static Set<Long> children() {
    return Process.activeChildren().stream().map(Process::pid).collect(Collectors.toSet());
  }

  /** One third each by a signal of the system, by kill, and by terminate. */
  private static void startAndKill(Cluster cluster, int count) throws Exception {
    Queue<Integer> begun = Queue.create();
    Map<Integer, Process> processes = new ConcurrentHashMap<>();
    CompletableFuture<Void> killing =
        CompletableFuture.runAsync(() -> killAll(cluster, begun, processes, count));
    for (int number = 0; number < count && !killing.isDone(); number++) {
      Process process = Process.of(ManyProcessesTest::liveOn, begun, number).daemon(true);
      processes.put(number, process);
      process.on(cluster).start(); // waits for a slot
    }
    killing.get();
    begun.close();
  }

  private static void killAll(
      Cluster cluster, Queue<Integer> begun, Map<Integer, Process> processes, int count) {
    try {
      for (int i = 0; i < count; i++) {
        Integer number = begun.get();
        Process process = processes.remove(number);
        switch (number % 3) {
          case 0 -> ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
          case 1 -> process.kill();
          default -> process.terminate();
        }
        process.join();
        assertThat(process.exitCode()).isPresent();
        assertThat(up(cluster)).isEqualTo(NODES);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long up(Cluster cluster) {
    return cluster.nodes().stream()
        .filter(node -> node.state() == NodeInfo.State.UP)
        .count();
  }

  static int meet(Barrier barrier) throws InterruptedException, BrokenBarrierException {
    barrier.await();
    return 1;
  }

  /** Only with all of them at once do the tasks end. */
  private static void useAllSlots(Cluster cluster) throws Exception {
    int slots = NODES * SLOTS;
    Barrier barrier = Barrier.create(slots);
    try (Pool pool = Pool.builder().on(cluster).processes(slots).start()) {
      List<AsyncResult<Integer>> met = new ArrayList<>();
      for (int i = 0; i < slots; i++) {
        met.add(pool.applyAsync(ManyProcessesTest::meet, barrier));
      }
      for (AsyncResult<Integer> each : met) {
        assertThat(each.get()).isEqualTo(1);
      }
    }
  }

  /** What nodes have said of each other. */
  private List<String> membership() throws IOException {
    List<String> said = new ArrayList<>();
    for (TestNode node : nodes) {
      node.log()
          .lines()
          .filter(line -> line.contains("nodes are up") || line.contains("Failover objects"))
          .map(line -> node.address() + ": " + line)
          .forEach(said::add);
    }
    return said;
  }

  /**
   * What a JVM has.
   *
   * @param files in its shared memory, sockets among them
   */
  private record Left(long children, long descriptors, long threads, long files) {
    static Left of(ProcessHandle jvm) throws IOException {
      Path proc = Path.of("/proc", Long.toString(jvm.pid()));
      return new Left(
          jvm.children().count(),
          count(Files.list(proc.resolve("fd"))),
          count(Files.list(proc.resolve("task"))),
          count(Files.walk(proc.resolve("root/dev/shm"))
              .filter(file -> file.toString().contains("troupe"))));
    }

    /** For a JVM whose children are not all of this test. */
    Left withoutChildren() {
      return new Left(0, descriptors, threads, files);
    }

    private static long count(Stream<Path> listed) {
      try (listed) {
        return listed.count();
      }
    }

    boolean exceeds(Left before) {
      return children > before.children
          || descriptors > before.descriptors + SLACK
          || threads > before.threads + SLACK
          || files > before.files + SLACK;
    }
  }

  /** Of each node, and of this program. */
  private List<Left> left() throws IOException {
    List<Left> left = new ArrayList<>();
    for (TestNode node : nodes) {
      left.add(Left.of(node.process().toHandle()));
    }
    left.add(Left.of(ProcessHandle.current()).withoutChildren());
    return left;
  }
}
