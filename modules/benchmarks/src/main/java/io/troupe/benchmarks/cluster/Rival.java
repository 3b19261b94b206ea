package io.troupe.benchmarks.cluster;

import io.troupe.benchmarks.comparison.Absent;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Session;
import io.troupe.benchmarks.comparison.Work;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three JVMs of another library and a client of it, which does the rounds. Its code is no part of the build, as the library is
 * none: it is compiled when it is wanted, with what the profile {@code cluster} has fetched.
 */
final class Rival implements Work {
  /** What Hazelcast asks for, to be at its best. */
  private static final List<String> OPTIONS = List.of(
      "-Xmx512m",
      "--add-modules=java.se",
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-opens=java.management/sun.management=ALL-UNNAMED",
      "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final String name;
  private final Path classes;
  private final Session client;

  private Rival(String row, String library, String peer)
      throws Absent, IOException, InterruptedException {
    name = row;
    String classPath = libraries(library);
    classes = compiled(peer, classPath);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classes + File.pathSeparator + classPath, peer));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    client = new Session(peer, process);
    client.answer(); // says that all are up
  }

  static Work hazelcast(String row) throws Absent, IOException, InterruptedException {
    return new Rival(row, "hazelcast-", "HazelcastPeer");
  }

  static Work sharding(String row) throws Absent, IOException, InterruptedException {
    return new Rival(row, "pekko-cluster-sharding", "ShardingPeer");
  }

  private static String libraries(String wanted) throws Absent, IOException {
    Path directory = Path.of(System.getProperty("troupe.compare.rivals.lib", "rivals"));
    List<String> jars = List.of();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        jars = files.map(Path::toString).toList();
      }
    }
    if (jars.stream().noneMatch(jar -> Path.of(jar).getFileName().toString().startsWith(wanted))) {
      throw new Absent("there is no " + wanted + "*.jar in " + directory);
    }
    return jars.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static Path compiled(String peer, String classPath)
      throws IOException, InterruptedException {
    Path source = Path.of(System.getProperty("troupe.compare.rivals", "."), peer + ".java")
        .toAbsolutePath();
    Path classes = Files.createTempDirectory("troupe-rival");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-nowarn", "-d", classes.toString(), "-cp", classPath));
    command.add(source.toString());
    Process compiler = new ProcessBuilder(command).inheritIO().start();
    Check.that(compiler.waitFor() == 0, source + " was not compiled");
    return classes;
  }

  @Override
  public double round(int count) throws IOException {
    return client.round(name, count);
  }

  @Override
  public String note() {
    return client.note();
  }

  @Override
  public void close() {
    client.close();
    try (Stream<Path> files = Files.walk(classes)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
