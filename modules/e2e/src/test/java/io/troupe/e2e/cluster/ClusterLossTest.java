package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Call;
import io.troupe.NodeLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeInfo;
import io.troupe.cluster.NodeOptions;
import io.troupe.connection.AuthenticationException;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.e2e.support.Signals;
import io.troupe.e2e.support.TestNode;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes, programs and processes of a cluster that end, stop, or do not belong to it. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterLossTest {
  @TempDir
  static Path directory;

  private final List<TestNode> nodes = new ArrayList<>();

  @BeforeAll
  static void makeKeys() throws Exception {
    ClusterKeys.create(directory);
    ClusterKeys.create(directory.resolve("others"));
  }

  @AfterEach
  void endNodes() {
    nodes.forEach(TestNode::close);
  }

  private TestNode node(int slots) throws Exception {
    String[] seeds =
        nodes.isEmpty() ? new String[0] : new String[] {nodes.get(0).address()};
    TestNode node = TestNode.start(directory, slots, seeds);
    nodes.add(node);
    return node;
  }

  private static ClusterKeys programKey() throws Exception {
    return ClusterKeys.load(directory.resolve("program.key"));
  }

  private static Cluster connect(TestNode node) throws Exception {
    return Cluster.connect(node.address(), programKey());
  }

  static long napAndTell(int item) throws InterruptedException {
    Thread.sleep(30);
    return item + 1_000_000L * ProcessHandle.current().pid();
  }

  @Test
  void node_killed_tasksRunOnTheOthers_aFourthIsUsed() throws Exception {
    TestNode first = node(2);
    TestNode second = node(2);
    node(2);
    try (Cluster cluster = connect(first);
        Pool pool = Pool.builder().on(cluster).processes(6).retries(3).start()) {
      var results = pool.imap(
          ClusterLossTest::napAndTell, IntStream.range(0, 2_000).boxed().toList());
      List<Long> got = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        got.add(results.next());
      }
      second.kill();
      for (int i = 0; i < 300; i++) {
        got.add(results.next());
      }
      TestNode fourth = node(2);
      results.forEachRemaining(got::add);

      assertThat(got)
          .extracting(each -> each % 1_000_000)
          .containsExactlyElementsOf(
              IntStream.range(0, 2_000).mapToObj(Long::valueOf).toList());
      Set<Long> late = new HashSet<>();
      got.subList(1_500, 2_000).forEach(each -> late.add(each / 1_000_000));
      assertThat(late).hasSizeGreaterThan(4);
      assertThat(cluster.nodes())
          .extracting(NodeInfo::address)
          .contains(first.address(), fourth.address());
    }
  }

  static int sleepLong() throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE);
    return 0;
  }

  @Test
  void node_killed_taskWithoutRetries_failsWithTheNode() throws Exception {
    TestNode first = node(1);
    try (Cluster cluster = connect(first);
        Pool pool = Pool.builder().on(cluster).processes(1).start()) {
      AsyncResult<Integer> lost = pool.applyAsync(ClusterLossTest::sleepLong);
      await()
          .until(
              () -> pool.workers().stream().anyMatch(each -> each.runningTask().isPresent()));
      first.kill();

      assertThatThrownBy(lost::get)
          .hasCauseInstanceOf(NodeLostException.class)
          .hasMessageContaining(first.address());
    }
  }

  /** Waits for a word at its first attempt, and returns where it ran. */
  static long holdOnce(String directory, int task) throws IOException {
    long pid = ProcessHandle.current().pid();
    Path begun = Path.of(directory, "begun" + task);
    if (!Files.exists(begun)) {
      Scratch.write(begun.toString(), Long.toString(pid));
      Scratch.await(Path.of(directory, "release" + task));
    }
    return pid;
  }

  @Test
  void node_killed_withManyWorkersThere_taskIsLostOnceAlone(@TempDir Path told) throws Exception {
    TestNode first = node(6);
    TestNode second = node(1);
    try (Cluster cluster = connect(second);
        Pool pool = Pool.builder().on(cluster).processes(7).retries(1).start()) {
      List<AsyncResult<Long>> results = new ArrayList<>();
      for (int task = 0; task < 7; task++) {
        results.add(pool.applyAsync(ClusterLossTest::holdOnce, told.toString(), task));
      }
      List<Long> pids = new ArrayList<>();
      for (int task = 0; task < 7; task++) {
        pids.add(Long.parseLong(Scratch.read(told.resolve("begun" + task))));
      }
      long elsewhere = second.process().children().findAny().orElseThrow().pid();
      int kept = pids.indexOf(elsewhere);
      int victim = kept == 0 ? 1 : 0;
      for (int task = 0; task < 7; task++) {
        if (task != victim && task != kept) { // their workers have nothing to do then
          Scratch.write(told.resolve("release" + task).toString(), "");
          results.get(task).get();
        }
      }
      first.kill();
      await()
          .until(() ->
              cluster.nodes().stream().noneMatch(each -> each.address().equals(first.address())));
      Scratch.write(told.resolve("release" + kept).toString(), "");

      assertThat(results.get(victim).get()).isEqualTo(elsewhere);
    }
  }

  @Test
  void node_stopped_isLost_andItsProcessesEndWhenItGoesOn() throws Exception {
    TestNode first = node(1);
    TestNode second = node(1);
    node(1); // two of three are a majority
    try (Cluster cluster = connect(first);
        Pool pool = Pool.builder().on(cluster).processes(3).retries(1).start()) {
      Set<Long> pids = new HashSet<>();
      await().until(() -> {
        pool.map(ClusterLossTest::napAndTell, IntStream.range(0, 30).boxed().toList())
            .forEach(each -> pids.add(each / 1_000_000));
        return pids.size() == 3;
      });
      List<ProcessHandle> processes = second.process().descendants().toList();
      Signals.send("STOP", second.process().pid());
      try {
        // The program may lose it before the others have given it up.
        await().until(() -> first.log().contains(second.address() + " is no member any more"));
        assertThat(pool.apply(Call.of(() -> 42))).isEqualTo(42);
      } finally {
        Signals.send("CONT", second.process().pid());
      }
      await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(second.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(second.log()).contains("is no member of the cluster any more");
    }
  }

  /** A program that is to be killed: tells the pids of its workers. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Cluster cluster = Cluster.connect(arguments[0], ClusterKeys.load(Path.of(arguments[1])));
      Process process = Process.of(ClusterLossTest::sleepLong).on(cluster).start();
      Scratch.write(arguments[2], Long.toString(process.pid()));
      process.join();
    }
  }

  @Test
  void program_killed_itsProcessesEnd_andItsSlotsAreFree() throws Exception {
    TestNode only = node(1);
    Path said = directory.resolve("program.pid");
    java.lang.Process program = ProgramRun.start(
        Program.class,
        only.address(),
        directory.resolve("program.key").toString(),
        said.toString());
    long pid = Long.parseLong(Scratch.read(said));
    program.destroyForcibly().waitFor();

    Scratch.awaitGone(pid);
    try (Cluster cluster = connect(only);
        Pool pool = Pool.builder().on(cluster).start()) {
      assertThat(pool.apply(Call.of(() -> 42))).isEqualTo(42);
    }
  }

  @Test
  void connect_keyOfAnotherCluster_isRefused() throws Exception {
    TestNode only = node(1);

    assertThatThrownBy(() -> Cluster.connect(
            only.address(), ClusterKeys.load(directory.resolve("others/program.key"))))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining(only.address());
    await().until(() -> only.log().contains("is refused, it showed no key of this cluster"));
  }

  @Test
  void connect_nobodyThere_saysWhere() {
    assertThatThrownBy(() -> Cluster.connect("127.0.0.1:9", programKey()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("127.0.0.1:9");
    assertThatThrownBy(() -> Cluster.connect("somewhere", programKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  void node_keyOfAProgram_orPortInUse_isToldSo() throws Exception {
    assertThatThrownBy(() -> Node.start(NodeOptions.of(programKey(), "127.0.0.1:0")))
        .isInstanceOf(AuthenticationException.class);
    try (ServerSocket used = new ServerSocket()) {
      used.bind(new InetSocketAddress("127.0.0.1", 0));
      ClusterKeys key = ClusterKeys.load(directory.resolve("node.key"));
      assertThatThrownBy(() -> Node.start(NodeOptions.of(key, "127.0.0.1:" + used.getLocalPort())))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void strangers_byTheHundred_keepNobodyOut() throws Exception {
    TestNode only = node(1);
    int port = Integer.parseInt(only.address().substring(only.address().indexOf(':') + 1));
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 400; i++) {
        Socket stranger = new Socket("127.0.0.1", port);
        stranger.getOutputStream().write(i % 2 == 0 ? new byte[] {1, 2, 3} : new byte[0]);
        strangers.add(stranger);
      }
      try (Cluster cluster = connect(only);
          Pool pool = Pool.builder().on(cluster).start()) {
        assertThat(pool.apply(Call.of(() -> 42))).isEqualTo(42);
      }
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }
}
