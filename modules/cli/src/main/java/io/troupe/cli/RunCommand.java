package io.troupe.cli;

import io.troupe.cluster.ClusterKeys;
import io.troupe.internal.cluster.gateway.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code troupe run}: a program in a JVM of its own, whose environment names the cluster. */
final class RunCommand {
  private final Path keys;
  private final List<String> nodes;
  private final String classPath;

  /** @throws IOException if there is no key in the file */
  RunCommand(Path keys, List<String> nodes, String classPath) throws IOException {
    ClusterKeys.load(keys);
    nodes.forEach(Place::socketAddress);
    this.keys = keys.toAbsolutePath();
    this.nodes = nodes;
    this.classPath = absolute(classPath);
  }

  /** Processes on nodes have it too, and other working directories. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the exit code of the program, which ends before this JVM does. */
  int run(String main, List<String> arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(main, arguments)).inheritIO();
    builder.environment().put("TROUPE_NODES", String.join(",", nodes));
    builder.environment().put("TROUPE_KEY", keys.toString());
    Process program = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(program), "troupe-run-end"));
    return program.waitFor();
  }

  private List<String> command(String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      // Scala's lazy values use sun.misc.Unsafe, of which the JVM would warn.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Dslf4j.internal.verbosity=ERROR"); // a program may do without logging
    command.add("-cp");
    command.add(classPath + File.pathSeparator + TroupeJars.classPath());
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** A signal that asks this JVM to end is meant for the program. */
  private static void end(Process program) {
    program.destroy();
    try {
      program.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
