package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Consistency;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import io.troupe.cluster.Replicated;
import io.troupe.cluster.ReplicatedCounter;
import io.troupe.cluster.ReplicatedMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts words on three nodes into a counter and a map that each node has a copy of. The node that
 * the program uses is killed, another program connects by a fourth one, and all is still there.
 *
 * <p>Run it with {@code samples/run cluster-map}. Nodes are processes of this machine here;
 * elsewhere they are one a machine. It prints:
 *
 * <pre>
 * 3 nodes count.
 * 10 words, 'the' 3 times
 * The node that this program uses is killed.
 * 10 words, 'the' 3 times
 * A fourth node has joined. Another program uses that:
 * 10 words, 'the' 3 times
 * </pre>
 */
public final class ClusterMapSample {
  private static final List<String> LINES =
      List.of("the quick brown fox", "jumps over the", "lazy dog the");

  private ClusterMapSample() {}

  public static void main(String[] args) throws Exception {
    Path keys = Files.createTempDirectory("cluster-map");
    ClusterKeys.create(keys);
    Queue<String> up = Queue.create();
    List<Process> nodes = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        nodes.add(startNode(keys, addresses, up));
        addresses.add(up.get());
      }
      try (Cluster cluster =
          Cluster.connect(addresses, ClusterKeys.load(keys.resolve("program.key")))) {
        System.out.println(nodes.size() + " nodes count.");
        Replicated words = cluster.replicated("words");
        try (Pool pool = Pool.builder().on(cluster).processes(3).start()) {
          pool.map(line -> count(line, words), LINES);
        }
        say(words);
        System.out.println("The node that this program uses is killed.");
        nodes.get(0).kill();
        say(words);

        nodes.add(startNode(keys, addresses.subList(1, 3), up));
        String fourth = up.get();
        System.out.println("A fourth node has joined. Another program uses that:");
        Process other = Process.of(ClusterMapSample::otherProgram, keys.toString(), fourth);
        other.start();
        other.join();
      }
    } finally {
      nodes.forEach(Process::kill);
    }
  }

  /** Adds up the words of a line. Each task has words of its own, so that no put undoes another. */
  static int count(String line, Replicated words) {
    ReplicatedCounter counter = words.counter().with(Consistency.MAJORITY);
    ReplicatedMap<String, List<String>> byLine =
        words.<String, List<String>>map().with(Consistency.MAJORITY);
    List<String> found = List.of(line.split(" "));
    counter.increment(found.size());
    byLine.put(line, found);
    return found.size();
  }

  private static void say(Replicated words) {
    ReplicatedMap<String, List<String>> byLine = words.map();
    long the = byLine.copy().values().stream()
        .flatMap(List::stream)
        .filter("the"::equals)
        .count();
    System.out.printf("%d words, 'the' %d times%n", words.counter().value(), the);
  }

  static void otherProgram(String keys, String node) throws Exception {
    try (Cluster cluster = Cluster.connect(node, ClusterKeys.load(Path.of(keys, "program.key")))) {
      say(cluster.replicated("words"));
    }
  }

  private static Process startNode(Path keys, List<String> seeds, Queue<String> up) {
    Process node = Process.of(ClusterMapSample::node, keys.toString(), List.copyOf(seeds), up)
        .mayHaveChildren(true);
    node.start();
    return node;
  }

  static void node(String keys, List<String> seeds, Queue<String> up) throws Exception {
    ClusterKeys key = ClusterKeys.load(Path.of(keys, "node.key"));
    Node node = Node.start(NodeOptions.of(key, "127.0.0.1:0").join(seeds.toArray(String[]::new)));
    up.put(node.address());
    node.join();
  }
}
