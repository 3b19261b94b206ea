package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Absent;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Session;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Two Erlang nodes on this machine, which do the rounds of {@code troupe_peer.erl}. They find each other by
 * addresses of their own and a port that both know, so that no daemon is started that would stay.
 */
final class Erlang implements Work {
  private static final String MODULE = "troupe_peer";
  private static final String CLIENT = "127.0.0.1";
  private static final String SERVER = "127.0.0.2";

  private final String name;
  private final Path directory;
  private final Process server;
  private final Session client;

  /**
   * @param name of the row
   * @throws Absent if there is no Erlang on this machine
   */
  Erlang(String name) throws Absent, IOException, InterruptedException {
    this.name = name;
    directory = compiled(Path.of(System.getProperty("troupe.compare.erlang", MODULE + ".erl")));
    int port = freePort();
    String cookie = UUID.randomUUID().toString();
    server = start(SERVER, "server", port, cookie);
    client = new Session("Erlang", start(CLIENT, "client", port, cookie));
    client.answer(); // its release, once both are connected
  }

  private static Path compiled(Path source) throws Absent, IOException, InterruptedException {
    Path directory = Files.createTempDirectory("troupe-erlang");
    try {
      Process compiler = new ProcessBuilder(
              "erlc", "-o", directory.toString(), source.toAbsolutePath().toString())
          .inheritIO()
          .start();
      Check.that(compiler.waitFor() == 0, source + " was not compiled");
      return directory;
    } catch (IOException e) {
      Files.delete(directory);
      throw new Absent("there is no Erlang on this machine");
    }
  }

  /** One that is free at each address a moment before it is used. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process start(String address, String role, int port, String cookie) throws IOException {
    List<String> command = new ArrayList<>(List.of("erl", "-noshell"));
    command.addAll(List.of("-pa", directory.toString(), "-setcookie", cookie));
    command.addAll(List.of("-name", role + "@" + address, "-s", MODULE, role));
    command.addAll(List.of("-start_epmd", "false", "-erl_epmd_port", Integer.toString(port)));
    command.addAll(
        List.of("-kernel", "inet_dist_use_interface", "{" + address.replace('.', ',') + "}"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TROUPE_PEER", "server@" + SERVER);
    builder.environment().put("ERL_CRASH_DUMP_SECONDS", "0"); // none
    return builder.start();
  }

  @Override
  public double round(int count) throws IOException {
    return client.round(name, count);
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
    server.onExit().join();
    directory.resolve(MODULE + ".beam").toFile().delete();
    directory.toFile().delete();
  }
}
