package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Consistency;
import io.troupe.cluster.Replicated;
import io.troupe.cluster.ReplicatedCounter;
import io.troupe.cluster.ReplicatedMap;
import java.nio.file.Path;
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
    try (LocalNodes nodes = LocalNodes.start(3, 2)) {
      try (Cluster cluster = nodes.connect()) {
        System.out.println(cluster.nodes().size() + " nodes count.");
        Replicated words = cluster.replicated("words");
        try (Pool pool = Pool.builder().on(cluster).processes(3).start()) {
          pool.map(line -> count(line, words), LINES);
        }
        say(words);
        System.out.println("The node that this program uses is killed.");
        nodes.kill(0);
        say(words);

        String fourth = nodes.add();
        System.out.println("A fourth node has joined. Another program uses that:");
        Process other = Process.of(ClusterMapSample::otherProgram, nodes.keys().toString(), fourth);
        other.start();
        other.join();
      }
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

  /** Asks a majority, too: one node alone may not have heard yet of what others confirmed. */
  private static void say(Replicated words) {
    ReplicatedMap<String, List<String>> byLine =
        words.<String, List<String>>map().with(Consistency.MAJORITY);
    long the = byLine.copy().values().stream()
        .flatMap(List::stream)
        .filter("the"::equals)
        .count();
    long all = words.counter().with(Consistency.MAJORITY).value();
    System.out.printf("%d words, 'the' %d times%n", all, the);
  }

  static void otherProgram(String keys, String node) throws Exception {
    try (Cluster cluster = Cluster.connect(node, ClusterKeys.load(Path.of(keys, "program.key")))) {
      say(cluster.replicated("words"));
    }
  }
}
