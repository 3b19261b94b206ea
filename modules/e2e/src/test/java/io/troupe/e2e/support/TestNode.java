package io.troupe.e2e.support;

import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A node in a JVM of its own, as if on a machine of its own where the system allows that: with
 * shared memory and sockets that no other process sees.
 */
public final class TestNode implements AutoCloseable {
  private static final List<String> APART =
      List.of("unshare", "-m", "sh", "-c", "mount -t tmpfs none /dev/shm && exec \"$@\"", "sh");

  private final Process process;
  private final Path log;
  private final String address;

  private TestNode(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** What a node is to be. */
  public record Kind(int slots, Duration drain, Set<String> roles) {
    public Kind(int slots) {
      this(slots, Duration.ofSeconds(30), Set.of());
    }

    public Kind withDrain(Duration limit) {
      return new Kind(slots, limit, roles);
    }

    public Kind withRole(String role) {
      return new Kind(slots, drain, Set.of(role));
    }

    private List<String> arguments() {
      return List.of(Integer.toString(slots), drain.toString(), String.join(",", roles));
    }

    private static NodeOptions applied(List<String> arguments, NodeOptions options) {
      NodeOptions applied = options
          .withSlots(Integer.parseInt(arguments.get(0)))
          .withDrainTimeout(Duration.parse(arguments.get(1)));
      String roles = arguments.get(2);
      return roles.isEmpty() ? applied : applied.withRoles(roles.split(","));
    }
  }

  /** What runs there: arguments are the key, the file for its address, its kind, and the seeds. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      List<String> given = List.of(arguments);
      NodeOptions options = NodeOptions.of(ClusterKeys.load(Path.of(given.get(0))), "127.0.0.1:0")
          .join(given.subList(5, given.size()).toArray(String[]::new));
      Node node = Node.start(Kind.applied(given.subList(2, 5), options));
      Scratch.write(given.get(1), node.address());
      node.join();
    }
  }

  /** Returns whether nodes can be as if on machines of their own. */
  public static boolean canBeApart() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(APART);
    command.add("true");
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** Starts one, and waits until it is a member. */
  public static TestNode start(Path directory, int slots, String... seeds)
      throws IOException, InterruptedException {
    return start(directory, new Kind(slots), seeds);
  }

  /** As {@link #start(Path, int, String...)}. */
  public static TestNode start(Path directory, Kind kind, String... seeds)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(directory, "node", ".address");
    Files.delete(said);
    Path log = Path.of(said + ".log");
    List<String> command = new ArrayList<>(canBeApart() ? APART : List.of());
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        directory.resolve("node.key").toString(),
        said.toString()));
    command.addAll(kind.arguments());
    command.addAll(List.of(seeds));
    File output = log.toFile();
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
    return new TestNode(process, log, Scratch.read(said));
  }

  public String address() {
    return address;
  }

  /** Returns what it has logged and printed. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  public Process process() {
    return process;
  }

  /** Asks it to end, as an operator does. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it without a word; its processes end by themselves. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
