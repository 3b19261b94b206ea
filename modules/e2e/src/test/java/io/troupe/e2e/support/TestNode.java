package io.troupe.e2e.support;

import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Node;
import io.troupe.cluster.NodeOptions;
import io.troupe.cluster.PostgresOptions;
import io.troupe.internal.cluster.node.NodeArchive;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A node in a JVM of its own, as if on a machine of its own where the system allows that: with
 * shared memory and sockets that no other process sees.
 */
public final class TestNode implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String MOUNT = "mount -t tmpfs none /dev/shm && exec \"$@\"";
  private static final List<String> APART = List.of("unshare", "-m", "sh", "-c", MOUNT, "sh");

  private final Process process;
  private final Path log;
  private final String address;

  private TestNode(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** What a node is to be. */
  public record Kind(
      int slots, Duration drain, Set<String> roles, Optional<PostgresOptions> postgres) {
    public Kind(int slots) {
      this(slots, Duration.ofSeconds(30), Set.of(), Optional.empty());
    }

    public Kind withDrain(Duration limit) {
      return new Kind(slots, limit, roles, postgres);
    }

    public Kind withRole(String role) {
      return new Kind(slots, drain, Set.of(role), postgres);
    }

    /** @param database with a user and a file for the password */
    public Kind withPostgres(PostgresOptions database) {
      return new Kind(slots, drain, roles, Optional.of(database));
    }

    private List<String> arguments() {
      String database = postgres
          .map(each -> String.join(
              " ",
              each.url(),
              each.user().get(),
              each.passwordFile().get().toString(),
              each.name()))
          .orElse("");
      return List.of(Integer.toString(slots), drain.toString(), String.join(",", roles), database);
    }

    private static NodeOptions applied(List<String> arguments, NodeOptions options) {
      NodeOptions applied = options
          .withSlots(Integer.parseInt(arguments.get(0)))
          .withDrainTimeout(Duration.parse(arguments.get(1)));
      String roles = arguments.get(2);
      applied = roles.isEmpty() ? applied : applied.withRoles(roles.split(","));
      String database = arguments.get(3);
      return database.isEmpty() ? applied : applied.withPostgres(postgres(database.split(" ")));
    }

    private static PostgresOptions postgres(String[] said) {
      return PostgresOptions.of(said[0])
          .withUser(said[1])
          .withPasswordFile(Path.of(said[2]))
          .withName(said[3]);
    }
  }

  /** What runs there: arguments are the key, the file for its address, host, kind, and the seeds. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      List<String> given = List.of(arguments);
      ClusterKeys keys = ClusterKeys.load(Path.of(given.get(0)));
      NodeOptions options = NodeOptions.of(keys, given.get(2) + ":0")
          .join(given.subList(7, given.size()).toArray(String[]::new));
      Node node = Node.start(Kind.applied(given.subList(3, 7), options));
      Scratch.write(given.get(1), node.address());
      node.join();
      System.exit(0); // as `troupe node` does: the threads of Pekko are no daemons
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
    List<String> front = canBeApart() ? APART : List.of();
    return start(directory, front, jvm(), LOOPBACK, kind, seeds);
  }

  /** Starts one on a host of a test's own network. */
  public static TestNode start(Path directory, TestNet.Host host, Kind kind, String... seeds)
      throws IOException, InterruptedException {
    List<String> front = new ArrayList<>(host.front());
    front.addAll(APART);
    return start(directory, front, jvm(), host.address(), kind, seeds);
  }

  /** On the class archive of nodes, which spares three seconds of a processor's time for each. */
  private static List<String> jvm() throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(ownJava()));
    command.addAll(NodeArchive.optionsOrClassPath(System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    return command;
  }

  /**
   * Starts one that has Troupe on its class path and no class of these tests, with a cache of its
   * own, and waits until it is a member.
   *
   * @param hidden a directory that it does not see, where the system allows that
   */
  public static TestNode startWithTroupeAlone(Path directory, Path hidden, int slots)
      throws IOException, InterruptedException {
    List<String> front = new ArrayList<>();
    if (canBeApart()) {
      front.addAll(APART);
      front.set(front.indexOf(MOUNT), "mount -t tmpfs none '" + hidden + "' && " + MOUNT);
    }
    List<String> jvm = List.of(
        ownJava(),
        "-Dtroupe.cache=" + Files.createTempDirectory(directory, "cache"),
        "-cp",
        classPathOfTroupe(directory),
        Main.class.getName());
    return start(directory, front, jvm, LOOPBACK, new Kind(slots));
  }

  private static String ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Without these tests, but for what is the main class. */
  private static String classPathOfTroupe(Path directory) throws IOException {
    Path main = directory.resolve("main");
    for (Class<?> each : List.of(TestNode.class, Main.class, Kind.class, Scratch.class)) {
      String name = each.getName().replace('.', '/') + ".class";
      Path copy = main.resolve(name);
      Files.createDirectories(copy.getParent());
      try (InputStream in = TestNode.class.getClassLoader().getResourceAsStream(name)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Files.exists(Path.of(entry, "io/troupe/e2e")))
        .collect(Collectors.joining(File.pathSeparator, main + File.pathSeparator, ""));
  }

  private static TestNode start(
      Path directory, List<String> front, List<String> jvm, String host, Kind kind, String... seeds)
      throws IOException {
    Path said = Files.createTempFile(directory, "node", ".address");
    Files.delete(said);
    Path log = Path.of(said + ".log");
    List<String> command = new ArrayList<>(front);
    command.addAll(jvm);
    command.addAll(
        1 + front.size(),
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));
    command.addAll(List.of(directory.resolve("node.key").toString(), said.toString(), host));
    command.addAll(kind.arguments());
    command.addAll(List.of(seeds));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      Awaitility.await()
          .atMost(Scratch.PATIENCE)
          .until(() -> Files.exists(said) || !process.isAlive());
    } catch (ConditionTimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError("a node is not ready: " + Files.readString(log), e);
    }
    if (!Files.exists(said)) {
      throw new AssertionError("a node ended at once: " + Files.readString(log));
    }
    return new TestNode(process, log, Files.readString(said));
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
