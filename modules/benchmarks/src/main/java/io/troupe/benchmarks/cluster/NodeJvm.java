package io.troupe.benchmarks.cluster;

import io.troupe.benchmarks.comparison.Absent;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import io.troupe.internal.cluster.node.NodeArchive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A node in a JVM of its own, as if on a machine of its own: no other process sees its shared memory, so that all that is
 * said to it and to its processes goes through TLS.
 */
final class NodeJvm {
  private static final String MOUNT = "mount -t tmpfs none /dev/shm && exec \"$@\"";
  private static final List<String> APART = List.of("unshare", "-m", "sh", "-c", MOUNT, "sh");
  private static final String UP = "up at ";

  private final Process process;
  private final Path log;
  private final String address;

  private NodeJvm(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** What runs there; its arguments are the file of the key, the slots, and the seeds. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      List<String> given = List.of(arguments);
      Node node = Node.start(NodeOptions.of(ClusterKeys.load(Path.of(given.get(0))), "127.0.0.1:0")
          .withSlots(Integer.parseInt(given.get(1)))
          .join(given.subList(2, given.size()).toArray(String[]::new)));
      System.out.println(UP + node.address());
      node.join();
    }
  }

  /**
   * Starts one, and blocks until it is a member.
   *
   * @param directory of the key, and for its log
   * @throws Absent if it cannot have shared memory of its own here
   */
  static NodeJvm start(Path directory, int slots, List<String> seeds)
      throws Absent, IOException, InterruptedException {
    requireApart();
    Path log = Files.createTempFile(directory, "node", ".log");
    List<String> command = new ArrayList<>(APART);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
    // As `troupe` starts one: on its class archive.
    command.addAll(NodeArchive.optionsOrClassPath(System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(directory.resolve("node.key").toString(), Integer.toString(slots)));
    command.addAll(seeds);
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    return new NodeJvm(process, log, address(process.inputReader(), log));
  }

  private static void requireApart() throws Absent, IOException, InterruptedException {
    List<String> command = new ArrayList<>(APART);
    command.add("true");
    Process trial = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (trial.waitFor() != 0) {
      throw new Absent("nodes cannot be as if on machines of their own: unshare is not allowed");
    }
  }

  private static String address(BufferedReader said, Path log) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(UP)) {
        return line.substring(UP.length());
      }
    }
    throw new IllegalStateException("a node ended at once: " + Files.readString(log));
  }

  String address() {
    return address;
  }

  /** Returns whether a process was started by this node. */
  boolean isParentOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(ProcessHandle::parent)
        .filter(process.toHandle()::equals)
        .isPresent();
  }

  /** Returns the last term of failover objects in which it has said that it leads; 0 if none. */
  int lastTermLed() {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("led by this node in term "))
          .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without a word. */
  void kill() {
    process.destroyForcibly();
  }

  /** Asks it to leave, and blocks until it has ended. */
  void leave() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
