package io.troupe.cluster;

import io.troupe.Process;
import io.troupe.Queue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nodes that are processes of this JVM; each joins those before it. */
final class NodeProcesses implements AutoCloseable {
  private final Path keys;
  private final Queue<String> up = Queue.create();
  private final List<Process> processes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  /** @param keys where they are made */
  NodeProcesses(Path keys) throws Exception {
    this.keys = keys;
    ClusterKeys.create(keys);
  }

  /** Starts one; returns its address when it is up. */
  String start() throws Exception {
    return start("");
  }

  /** As {@link #start()}, with a directory for its data; empty for none. */
  String start(String data) throws Exception {
    List<String> seeds = List.copyOf(addresses);
    String key = keys.resolve("node.key").toString();
    Queue<String> told = up;
    Process process = Process.of(() -> node(key, seeds, data, told)).mayHaveChildren(true);
    process.start();
    processes.add(process);
    addresses.add(up.get());
    return addresses.get(addresses.size() - 1);
  }

  private static void node(String key, List<String> seeds, String data, Queue<String> up)
      throws Exception {
    NodeOptions options = NodeOptions.of(ClusterKeys.load(Path.of(key)), "127.0.0.1:0")
        .join(seeds.toArray(String[]::new))
        .withSlots(2);
    Node node = Node.start(data.isEmpty() ? options : options.withData(Path.of(data)));
    up.put(node.address());
    node.join();
  }

  /** Kills one without a word. */
  void kill(String address) throws InterruptedException {
    int index = addresses.indexOf(address);
    addresses.remove(index);
    Process process = processes.remove(index);
    process.kill();
    process.join();
  }

  /** Kills all, without a word. */
  void killAll() throws InterruptedException {
    for (String address : List.copyOf(addresses)) {
      kill(address);
    }
  }

  /** Connects with the first one. */
  Cluster connect() throws Exception {
    return connect(addresses.get(0));
  }

  Cluster connect(String address) throws Exception {
    return Cluster.connect(address, programKey(keys.toString()));
  }

  Path keys() {
    return keys;
  }

  static ClusterKeys programKey(String keys) throws Exception {
    return ClusterKeys.load(Path.of(keys, "program.key"));
  }

  @Override
  public void close() {
    processes.forEach(Process::kill);
  }
}
