package io.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.cluster.ClusterKeys;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, and what an operator does with them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodesTest {

  @TempDir
  static Path directory;

  private static Path keys;
  private static TroupeRun first;
  private static TroupeRun second;

  @BeforeAll
  static void startTwo() throws Exception {
    keys = directory.resolve("keys");
    ClusterKeys.create(keys);
    first = node("--address", "127.0.0.1:0", "--slots", "2", "--role", "small");
    second = node("--address", "127.0.0.1:0", "--join", first.address(), "--slots", "1");
    second.address();
  }

  @AfterAll
  static void end() {
    Stream.of(first, second).filter(node -> node != null).forEach(TroupeRun::close);
  }

  private static TroupeRun node(String... options) throws Exception {
    return TroupeRun.start(directory, arguments("node", "node.key", options));
  }

  private static Object[] arguments(String command, String key, String... more) {
    return Stream.concat(
            Stream.of(command, "--keys", keys.resolve(key).toString()), Stream.of(more))
        .toArray();
  }

  private static TroupeRun ps() throws Exception {
    TroupeRun ps = TroupeRun.toEnd(directory, arguments("ps", "program.key", second.address()));
    assertThat(ps.exitCode()).as("%s", ps).isZero();
    return ps;
  }

  @Test
  void twoNodes_knowEachOther() throws Exception {
    assertThat(first.printed())
        .containsPattern("INFO Node \\S+ begins a new cluster")
        .contains("Node " + second.address() + " is up, with 1 slots; 2 of 2 nodes are up");
    assertThat(ps().printed())
        .containsPattern(first.address() + " +up +2 +0 +0 +0 +small")
        .containsPattern(second.address() + " +up +1 +0 +0 +0\n");
  }

  @Test
  void program_runsOnBoth_andPsShowsItsProcesses() throws Exception {
    Path go = directory.resolve("go");
    try (TroupeRun run = TroupeRun.start(
        directory,
        arguments(
            "run",
            "program.key",
            "--nodes",
            second.address().replace("127.0.0.1", "localhost"), // a name that it has not itself
            "-cp",
            System.getProperty("java.class.path"),
            Squares.class.getName(),
            go.toString(),
            "--help"))) {
      run.awaitPrinted("arguments [" + go + ", --help]");
      first.awaitPrinted("has processes here now");
      second.awaitPrinted("has processes here now");
      assertThat(ps().printed())
          .containsPattern(first.address() + " +up +2 +2 +0 +1 +small")
          .containsPattern(second.address() + " +up +1 +1 +0 +1\n")
          .containsPattern(
              "Squares, pid \\d+[^\n]* +" + first.address() + " +\\d+ +squares +PoolWorker-\\d")
          .containsPattern(
              "Squares, pid \\d+[^\n]* +" + second.address() + " +\\d+ +squares +PoolWorker-\\d")
          .doesNotContainPattern("Squares, pid \\d+[^\n]* +" + second.address() + " *\n");
      Files.createFile(go);

      assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
      assertThat(run.printed()).contains("squares [1, 4, 9, 16, 25, 36]");
      first.awaitPrinted("leaves");
    }
  }

  @Test
  void program_isAskedToEndWithItsCommand() throws Exception {
    try (TroupeRun run = TroupeRun.start(
        directory,
        arguments(
            "run",
            "program.key",
            "--nodes",
            first.address(),
            "-cp",
            System.getProperty("java.class.path"),
            Sleeper.class.getName()))) {
      run.awaitPrinted("asleep");
      run.signal("TERM");

      assertThat(run.exitCode()).isEqualTo(143);
      assertThat(run.printed()).contains("woken");
    }
  }

  /** A program that ends by a signal only. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("woken")));
      System.out.println("asleep");
      Thread.currentThread().join();
    }
  }

  @Test
  void nodeThatWaitsForATask_drains_andSaysForWhat() throws Exception {
    Path go = directory.resolve("go on");
    try (TroupeRun third = node(
            "--address",
            "127.0.0.1:0",
            "--join",
            first.address(),
            "--role",
            "last",
            "--slots",
            "1");
        TroupeRun run = TroupeRun.start(
            directory,
            arguments(
                "run",
                "program.key",
                "--nodes",
                third.address(),
                "-cp",
                System.getProperty("java.class.path"),
                Squares.class.getName(),
                go.toString(),
                "last"))) {
      Path begun = Path.of(go + ".begun");
      Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(begun));
      third.signal("TERM");
      third.awaitPrinted(" s more for PoolWorker-1 (pid ");

      assertThat(third.printed()).containsPattern("pid \\d+, runs a task\\) of Squares, pid ");
      assertThat(ps().printed()).containsPattern(third.address() + " +draining +1 +1 +0 +1 +last");
      Files.createFile(go);
      assertThat(third.exitCode()).as("%s", third).isZero();
    }
  }

  @Test
  void nodeThatIsAskedTo_leaves() throws Exception {
    String port = first.address().substring(first.address().lastIndexOf(':'));
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.9 all\n127.0.0.1 all\n");
    try (TroupeRun third = TroupeRun.start(
        directory,
        List.of("-Djdk.net.hosts.file=" + hosts),
        arguments("node", "node.key", "--address", "127.0.0.1:0", "--join", "all" + port))) {
      String address = third.address();
      first.awaitPrinted("Node " + address + " is up");
      third.signal("TERM");

      assertThat(third.exitCode()).as("%s", third).isZero();
      assertThat(third.printed())
          .contains("The node " + address + " leaves the cluster")
          .doesNotContain("Status is set to"); // what MicroRaft warns of at each change of members
      first.awaitPrinted("Node " + address + " is leaving");
      first.awaitPrinted("Node " + address + " is no member any more");
    }
  }

  @Test
  void port_thatIsInUse() throws Exception {
    refused(node("--address", first.address()), "in use");
  }

  @Test
  void keyOfAnotherCluster() throws Exception {
    Path others = directory.resolve("others");
    ClusterKeys.create(others);
    refused(
        TroupeRun.start(
            directory,
            "node",
            "--keys",
            others.resolve("node.key"),
            "--address",
            "127.0.0.1:0",
            "--join",
            first.address()),
        "are both keys of one cluster?");
  }

  @Test
  void keyOfAProgram_isNoneOfANode() throws Exception {
    refused(
        TroupeRun.start(directory, arguments("node", "program.key", "--address", "127.0.0.1:0")),
        "A node needs a key of a node");
  }

  @Test
  void seedThatDoesNotAnswer_isSaid_andWaitedFor() throws Exception {
    try (TroupeRun alone = node("--address", "127.0.0.1:0", "--join", "127.0.0.1:1")) {
      alone.awaitPrinted(
          "WARN This node waits for a seed that is a member. No node at 127.0.0.1:1: ");
      alone.signal("INT");

      assertThat(alone.exitCode()).as("%s", alone).isZero();
      assertThat(alone.printed()).contains("The node has ended before it was a member");
    }
  }

  @Test
  void seedThatTakesConnectionsAndIsSilent_isSaid() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        TroupeRun alone =
            node("--address", "127.0.0.1:0", "--join", "127.0.0.1:" + silent.getLocalPort())) {
      alone.awaitPrinted(
          "WARN This node waits for an answer of 127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void seedThatDoesNotAnswer_isWaitedForUntilTheTimeout() throws Exception {
    TroupeRun alone =
        node("--address", "127.0.0.1:0", "--join", "127.0.0.1:1", "--join-timeout", "1");

    assertThat(alone.exitCode()).as("%s", alone).isEqualTo(2);
    assertThat(alone.printed()).contains("ERROR The node is no member after 1 s, and ends");
  }

  /** It ends with one line. */
  private static void refused(TroupeRun run, String text) {
    assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
    assertThat(run.printed()).startsWith("troupe node: ").contains(text).hasLineCount(1);
  }
}
