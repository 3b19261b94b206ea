package io.troupe.benchmarks.cluster;

import static java.util.Objects.requireNonNull;

import io.troupe.benchmarks.comparison.Absent;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.NodeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three nodes of this machine, with keys of their own, and this program's connection with them. Not thread-safe. */
final class ThreeNodes {
  private static final int SLOTS = 2;

  private static @Nullable ThreeNodes shared;

  private final Path directory;
  private final List<NodeJvm> nodes = new ArrayList<>();
  private @Nullable Cluster cluster; // null only until it is connected

  private ThreeNodes() throws Absent, IOException, InterruptedException {
    directory = Files.createTempDirectory("troupe-nodes");
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    ClusterKeys.create(directory);
    for (int i = 0; i < 3; i++) {
      nodes.add(start());
    }
    cluster = Cluster.connect(addresses(), ClusterKeys.load(directory.resolve("program.key")));
    awaitAll();
  }

  /**
   * Returns those that all rows use, which are started now if they were not: one program uses one cluster.
   *
   * @throws Absent if nodes cannot be as if on machines of their own here
   */
  static synchronized ThreeNodes shared() throws Absent, IOException, InterruptedException {
    if (shared == null) {
      shared = new ThreeNodes();
    }
    return shared;
  }

  Cluster cluster() {
    return requireNonNull(cluster);
  }

  /** Starts another that joins them; it is no part of this. */
  NodeJvm start() throws Absent, IOException, InterruptedException {
    return NodeJvm.start(directory, SLOTS, addresses());
  }

  private List<String> addresses() {
    return nodes.stream().map(NodeJvm::address).toList();
  }

  /** Blocks until the program sees it up, or does not see it any more. */
  void await(NodeJvm node, boolean up) throws InterruptedException {
    Await.until(node.address() + " is up: " + up, () -> isKnown(node) == up);
  }

  private boolean isKnown(NodeJvm node) {
    return cluster().nodes().stream()
        .filter(each -> each.state() == NodeInfo.State.UP)
        .anyMatch(each -> each.address().equals(node.address()));
  }

  private void awaitAll() throws InterruptedException {
    for (NodeJvm node : nodes) {
      await(node, true);
    }
  }

  /** Returns the node that has started a process. */
  NodeJvm parentOf(long pid) {
    return nodes.stream().filter(node -> node.isParentOf(pid)).findAny().orElseThrow();
  }

  /** Returns the node that leads the others in failover objects, as far as it has said so. */
  NodeJvm leader() {
    return nodes.stream().max(Comparator.comparingInt(NodeJvm::lastTermLed)).orElseThrow();
  }

  /** Has another take the place of one that was killed, and blocks until it is up and that one is given up. */
  void replace(NodeJvm killed) throws Absent, IOException, InterruptedException {
    nodes.remove(killed);
    await(killed, false);
    nodes.add(start());
    awaitAll();
  }

  private void end() {
    if (cluster != null) {
      cluster.close();
    }
    nodes.forEach(NodeJvm::kill);
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
