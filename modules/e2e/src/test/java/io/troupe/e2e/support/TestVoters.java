package io.troupe.e2e.support;

import static org.awaitility.Awaitility.await;

import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Nodes that have all agreed on who votes on failover objects, and say in their logs who leads. */
public final class TestVoters implements AutoCloseable {
  private static final Pattern LEADS = Pattern.compile("led by this node in term (\\d+)");

  private final Path directory;
  private final List<TestNode> nodes = new ArrayList<>();

  private TestVoters(Path directory) {
    this.directory = directory;
  }

  /** Starts some, which have keys of their own in a directory. */
  public static TestVoters start(Path directory, int count, int slots)
      throws IOException, InterruptedException {
    return start(directory, count, (number, seeds) -> TestNode.start(directory, slots, seeds));
  }

  /** Starts some, each on a host of its own of a network. */
  public static TestVoters start(Path directory, int count, TestNet net)
      throws IOException, InterruptedException {
    return start(directory, count, (number, seeds) -> onHost(directory, net.host(number), seeds));
  }

  private static TestNode onHost(Path directory, TestNet.Host host, String... seeds)
      throws IOException, InterruptedException {
    return TestNode.start(directory, host, new TestNode.Kind(1), seeds);
  }

  /** What starts a node. */
  private interface Starter {
    /** @param number of the node, from 1 on */
    TestNode start(int number, String... seeds) throws IOException, InterruptedException;
  }

  private static TestVoters start(Path directory, int count, Starter starter)
      throws IOException, InterruptedException {
    ClusterKeys.create(directory);
    TestVoters voters = new TestVoters(directory);
    try {
      for (int number = 1; number <= count; number++) {
        voters.nodes.add(starter.start(number, voters.addresses()));
      }
      voters.awaitAll();
      return voters;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      voters.close();
      throw e;
    }
  }

  private String[] addresses() {
    return nodes.stream().map(TestNode::address).toArray(String[]::new);
  }

  /** Has the one on a host end in good order, if it has not ended, and another start there. */
  public void restart(TestNet net, int host) throws IOException, InterruptedException {
    TestNode old = nodes.remove(host - 1);
    old.terminate();
    old.process().waitFor();
    nodes.add(host - 1, onHost(directory, net.host(host), addresses()));
  }

  private void awaitAll() {
    await()
        .atMost(Scratch.PATIENCE)
        .until(() -> leader()
            .log()
            .lines()
            .filter(line -> LEADS.matcher(line).find())
            .anyMatch(line -> nodes.stream().allMatch(node -> line.contains(node.address()))));
  }

  /** Returns those that were not killed. */
  public List<TestNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Returns the node that has led the others in the latest term. */
  public TestNode leader() throws IOException {
    TestNode leader = nodes.get(0);
    for (TestNode node : nodes) {
      if (term(node) > term(leader)) {
        leader = node;
      }
    }
    return leader;
  }

  /** Returns the last term in which a node has led the others; 0 for none. */
  private static int term(TestNode node) throws IOException {
    return LEADS
        .matcher(node.log())
        .results()
        .mapToInt(line -> Integer.parseInt(line.group(1)))
        .max()
        .orElse(0);
  }

  /** Returns a node that does not lead the others. */
  public TestNode follower() throws IOException {
    TestNode leader = leader();
    return nodes.stream().filter(node -> !node.equals(leader)).findFirst().orElseThrow();
  }

  /** Connects with the cluster by one of them. */
  public Cluster connect(TestNode node) throws IOException {
    return Cluster.connect(node.address(), ClusterKeys.load(directory.resolve("program.key")));
  }

  /** Kills one without a word. */
  public void kill(TestNode node) throws InterruptedException {
    node.kill();
    nodes.remove(node);
  }

  /** Stops the leader until another node leads, and lets it go on. */
  public void stopLeaderForAWhile() throws IOException, InterruptedException {
    TestNode leader = leader();
    Signals.send("STOP", leader.process().pid());
    try {
      await().atMost(Scratch.PATIENCE).until(() -> !leader().equals(leader));
    } finally {
      Signals.send("CONT", leader.process().pid());
    }
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::close);
  }
}
