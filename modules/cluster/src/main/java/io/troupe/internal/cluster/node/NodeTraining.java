package io.troupe.internal.cluster.node;

import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import io.troupe.internal.process.launch.TrainingGuard;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of the JVM whose loaded classes become the archive of nodes: a node that joins
 * another, which it has started, and leaves it.
 */
public final class NodeTraining {
  private static final String ANYWHERE = "127.0.0.1:0";

  private NodeTraining() {}

  /**
   * Is one of the two nodes.
   *
   * @param arguments nothing for the JVM that is trained; the key for the one that it joins
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    TrainingGuard.begin();
    if (arguments.length > 0) {
      beFirst(Path.of(arguments[0]));
    } else {
      joinAndLeave();
    }
  }

  private static void beFirst(Path key) throws IOException, InterruptedException {
    Node first = Node.start(NodeOptions.of(ClusterKeys.load(key), ANYWHERE));
    System.out.println(first.address());
    first.join();
  }

  private static void joinAndLeave() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("troupe-training");
    Path key = directory.resolve("node.key");
    try {
      ClusterKeys.create(directory);
      Process first = startFirst(key);
      try (BufferedReader said = first.inputReader()) {
        joinAndLeave(key, said.readLine());
      } finally {
        first.destroyForcibly();
      }
    } finally {
      for (File each : files(directory)) {
        Files.delete(each.toPath());
      }
      Files.delete(directory);
    }
  }

  private static void joinAndLeave(Path key, String seed) throws IOException, InterruptedException {
    NodeOptions options = NodeOptions.of(ClusterKeys.load(key), ANYWHERE).join(seed);
    try (Node node = Node.start(options)) {
      System.out.println(node.nodes());
    }
  }

  private static Process startFirst(Path key) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NodeTraining.class.getName(), key.toString()));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<File> files(Path directory) {
    File[] files = directory.toFile().listFiles();
    return files == null ? List.of() : Arrays.asList(files);
  }
}
