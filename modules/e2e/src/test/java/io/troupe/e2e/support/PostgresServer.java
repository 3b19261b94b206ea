package io.troupe.e2e.support;

import static org.awaitility.Awaitility.await;

import io.troupe.cluster.PostgresOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postgres server with a database of its own on a free port of this machine, from what is
 * installed there. Where the tests run as root it runs as another user, for it refuses to be root.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "troupe";
  private static final String PASSWORD = "a password";

  private final Path binaries;
  private final Path directory;
  private final Path passwordFile;
  private final int port;
  private final List<Long> stopped = new ArrayList<>();
  private Process process;

  private PostgresServer(Path binaries, Path directory, Path passwordFile) throws IOException {
    this.binaries = binaries;
    this.directory = directory;
    this.passwordFile = passwordFile;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  /** Returns why there is no server here; empty if there is one. */
  public static Optional<String> missing() {
    if (binaries().isEmpty()) {
      return Optional.of("there is no Postgres under " + DEBIAN + " or on the PATH");
    }
    return isRoot() && onPath("setpriv").isEmpty()
        ? Optional.of("these tests run as root, and there is no setpriv")
        : Optional.empty();
  }

  private static Optional<Path> binaries() {
    try (Stream<Path> versions =
        Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.<Path>empty()) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .or(() -> onPath("initdb").map(Path::getParent));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Starts one with an empty database. */
  public static PostgresServer start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("troupe-postgres");
    Path passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    PostgresServer server = new PostgresServer(binaries().orElseThrow(), directory, passwordFile);
    try {
      server.initialize();
      server.begin();
      return server;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private void initialize() throws IOException, InterruptedException {
    if (isRoot()) {
      own(directory);
      own(passwordFile);
    }
    Process made = new ProcessBuilder(command(
            "initdb",
            "--pgdata=" + data(),
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log())
        .start();
    if (made.waitFor() != 0) {
      throw new IOException(
          "no database could be made: " + Files.readString(log().toPath()));
    }
  }

  private static void own(Path path) throws IOException {
    Files.setOwner(
        path,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user()));
  }

  /** Debian's package makes a user; any other will do that is not root. */
  private static String user() throws IOException {
    return Files.readAllLines(Path.of("/etc/passwd")).stream()
            .anyMatch(line -> line.startsWith("postgres:"))
        ? "postgres"
        : "nobody";
  }

  private List<String> command(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + user(), "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Path data() {
    return directory.resolve("data");
  }

  private File log() {
    return directory.resolve("log").toFile();
  }

  /** Starts the server where it is not running; returns when it answers. */
  public void begin() throws IOException {
    process = new ProcessBuilder(command(
            "postgres",
            "-D",
            data().toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=" + directory,
            "-c",
            "fsync=off",
            "-c",
            "shared_buffers=32MB"))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
        .start();
    await().atMost(Scratch.PATIENCE).until(() -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      throw new IOException("Postgres has ended: " + Files.readString(log().toPath()));
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Returns how nodes reach it. */
  public PostgresOptions options() {
    return PostgresOptions.of(url()).withUser(USER).withPasswordFile(passwordFile);
  }

  /** Has it carry out a statement. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks it for a number. */
  public long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  /** Ends it at once, so that it has to recover when it begins again. */
  public void endAtOnce() throws IOException, InterruptedException {
    Signals.send("QUIT", process.pid());
    process.waitFor();
  }

  /** Stops all of its processes, which keep their connections. */
  public void stop() throws IOException, InterruptedException {
    Signals.send("STOP", process.pid()); // it has no new children from here on
    stopped.add(process.pid());
    process.descendants().map(ProcessHandle::pid).forEach(stopped::add);
    signalStopped("STOP");
  }

  /** Has them go on. */
  public void goOn() throws IOException, InterruptedException {
    signalStopped("CONT");
    stopped.clear();
  }

  /** One of them may have ended meanwhile. */
  private void signalStopped(String name) throws IOException, InterruptedException {
    for (long pid : stopped) {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process != null && process.isAlive()) {
      goOn();
      Signals.send("QUIT", process.pid());
      if (!process.waitFor(Scratch.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
