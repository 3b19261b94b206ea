package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.cluster.Cluster;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Counts the words of many files on three nodes: a task for each file counts there, a task for each
 * part of the words adds up.
 *
 * <p>The sample writes the files itself, and so knows what has to come out. All nodes see them: they
 * are on one machine here, elsewhere the files would be on a file system that all have.
 *
 * <p>Run it with {@code samples/run cluster-wordcount}. It prints:
 *
 * <pre>
 * 3 nodes with 2 slots each count 30 files.
 * 600000 words, 1000 different ones; the most frequent:
 *     18951 w1
 *     16812 w2
 *     15443 w3
 * All counts are what was written; 6 processes have counted.
 * </pre>
 */
public final class ClusterWordcountSample {
  private static final int SLOTS = 2;
  private static final int FILES = 30;
  private static final int LINES = 1_000;
  private static final int WORDS_A_LINE = 20;
  private static final int DIFFERENT = 1_000;
  private static final int PARTS = 6;

  private ClusterWordcountSample() {}

  /** What is in one file: the words of each part, and where they were counted. */
  record Counted(long pid, List<Map<String, Integer>> parts) {}

  /** Counts one file. All tasks put a word into the same part. */
  static Counted count(Path file) throws IOException {
    List<Map<String, Integer>> parts = new ArrayList<>();
    IntStream.range(0, PARTS).forEach(part -> parts.add(new HashMap<>()));
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        for (String word : line.split(" ", -1)) {
          parts.get(Math.floorMod(word.hashCode(), PARTS)).merge(word, 1, Integer::sum);
        }
      }
    }
    return new Counted(ProcessHandle.current().pid(), parts);
  }

  /** Adds up what all files have of one part. */
  static Map<String, Integer> sum(List<Map<String, Integer>> ofFiles) {
    Map<String, Integer> sum = new HashMap<>();
    ofFiles.forEach(each -> each.forEach((word, n) -> sum.merge(word, n, Integer::sum)));
    return sum;
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("cluster-wordcount");
    Map<String, Integer> written = new HashMap<>();
    List<Path> files = write(directory, written);
    try (LocalNodes nodes = LocalNodes.start(3, SLOTS);
        Cluster cluster = nodes.connect();
        Pool pool = Pool.builder().on(cluster).retries(2).start()) {
      System.out.printf(
          "%d nodes with %d slots each count %d files.%n",
          cluster.nodes().size(), SLOTS, files.size());
      List<Counted> counted = pool.map(ClusterWordcountSample::count, files);
      List<List<Map<String, Integer>>> byPart = IntStream.range(0, PARTS)
          .mapToObj(part -> counted.stream().map(each -> each.parts().get(part)).toList())
          .toList();
      Map<String, Integer> total = new HashMap<>();
      pool.map(ClusterWordcountSample::sum, byPart).forEach(total::putAll);

      report(total);
      System.out.printf(
          "All counts are %s; %d processes have counted.%n",
          total.equals(written) ? "what was written" : "wrong",
          counted.stream().map(Counted::pid).distinct().count());
    } finally {
      delete(files);
      Files.delete(directory);
    }
  }

  private static void report(Map<String, Integer> total) {
    System.out.printf(
        "%d words, %d different ones; the most frequent:%n",
        total.values().stream().mapToInt(n -> n).sum(), total.size());
    total.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(3)
        .forEach(entry -> System.out.printf("%9d %s%n", entry.getValue(), entry.getKey()));
  }

  /** Writes the files, some words more often than others, as in a language. */
  private static List<Path> write(Path directory, Map<String, Integer> written) throws IOException {
    Random random = new Random(7);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Path file = directory.resolve(i + ".txt");
      files.add(file);
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int line = 0; line < LINES; line++) {
          out.write(line(random, written));
          out.newLine();
        }
      }
    }
    return files;
  }

  private static String line(Random random, Map<String, Integer> written) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS_A_LINE; i++) {
      double x = random.nextDouble();
      String word = "w" + (1 + (int) (x * x * DIFFERENT));
      words.add(word);
      written.merge(word, 1, Integer::sum);
    }
    return String.join(" ", words);
  }

  private static void delete(Collection<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
