package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster on this machine for samples, with keys of its own; each node is a process of the
 * program. On machines of their own nodes would be started with {@code troupe node}.
 */
final class LocalNodes implements AutoCloseable {
  private final Path keys;
  private final int slots;
  private final List<Process> processes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  private LocalNodes(Path keys, int slots) {
    this.keys = keys;
    this.slots = slots;
  }

  /** Starts some, with so many slots each, and waits until they are members. */
  static LocalNodes start(int count, int slots) throws IOException, InterruptedException {
    Path keys = Files.createTempDirectory("cluster-keys");
    ClusterKeys.create(keys);
    LocalNodes nodes = new LocalNodes(keys, slots);
    try {
      nodes.add();
      List<Queue<String>> others =
          Stream.generate(nodes::begin).limit(count - 1).toList();
      for (Queue<String> up : others) {
        nodes.addresses.add(up.get());
      }
      return nodes;
    } catch (InterruptedException | RuntimeException | Error e) {
      nodes.close();
      throw e;
    }
  }

  /** Starts another, which joins those that are there; returns its address when it is a member. */
  String add() throws InterruptedException {
    String address = begin().get();
    addresses.add(address);
    return address;
  }

  /** Begins to start one, which tells its address when it is a member. */
  private Queue<String> begin() {
    Queue<String> up = Queue.create();
    processes.add(Process.of(LocalNodes::be, options(), up)
        .jvmOptions("-XX:TieredStopAtLevel=1") // compiles quickly: none of them lives for long
        .daemon(true)
        .mayHaveChildren(true)
        .start());
    return up;
  }

  /** What a node needs to know. */
  record Options(Path keys, int slots, List<String> seeds) {}

  private Options options() {
    return new Options(keys, slots, List.copyOf(addresses));
  }

  /** Is a node until it is killed; tells its address when it is a member. */
  static void be(Options options, Queue<String> up) throws IOException, InterruptedException {
    ClusterKeys key = ClusterKeys.load(options.keys().resolve("node.key"));
    try (Node node = Node.start(NodeOptions.of(key, "127.0.0.1:0")
        .withSlots(options.slots())
        .join(options.seeds().toArray(String[]::new)))) {
      up.put(node.address());
      node.join();
    }
  }

  /** Returns the addresses of those that were not killed. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** Returns the directory with the keys. */
  Path keys() {
    return keys;
  }

  /** Connects with the cluster. */
  Cluster connect() throws IOException {
    return Cluster.connect(addresses, ClusterKeys.load(keys.resolve("program.key")));
  }

  /** Kills one without a word. */
  void kill(int index) {
    processes.remove(index).kill();
    addresses.remove(index);
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::kill);
    Files.deleteIfExists(keys.resolve("node.key"));
    Files.deleteIfExists(keys.resolve("program.key"));
    Files.delete(keys);
  }
}
