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
    ClusterKeys.create(directory);
    TestVoters voters = new TestVoters(directory);
    for (int i = 0; i < count; i++) {
      voters.nodes.add(
          i == 0
              ? TestNode.start(directory, slots)
              : TestNode.start(directory, slots, voters.nodes.get(0).address()));
    }
    voters.awaitAll();
    return voters;
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
