package io.troupe.e2e.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SLF4J's providers, of which a program has one: their jars, from where the build has that of SLF4J
 * itself.
 */
public enum Providers {
  SIMPLE("simple", "org/slf4j/slf4j-simple"),
  LOGBACK("logback", "ch/qos/logback/logback-classic", "ch/qos/logback/logback-core"),
  LOG4J(
      "log4j",
      "org/apache/logging/log4j/log4j-slf4j2-impl",
      "org/apache/logging/log4j/log4j-api",
      "org/apache/logging/log4j/log4j-core"),
  NONE("none");

  private final String version;
  private final List<String> artifacts;

  /**
   * @param name of the property {@code version.NAME} that says which version the build has; without
   *     it, it is the last
   */
  Providers(String name, String... artifacts) {
    version = System.getProperty("version." + name, "");
    this.artifacts = List.of(artifacts);
  }

  /** Returns the class path of these tests with this provider in place of the other. */
  public String classPath() {
    Stream<String> others = Stream.of(
            System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-simple"));
    return Stream.concat(others, artifacts.stream().map(this::jar))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String jar(String artifact) {
    Path directory = repository().resolve(artifact);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(version + ".jar") && !file.endsWith("-sources.jar"))
          .max(String::compareTo)
          .orElseThrow(() -> new AssertionError("no jar in " + directory));
    } catch (IOException e) {
      throw new AssertionError(directory + " cannot be read", e);
    }
  }

  /** The jar of SLF4J is at {@code org/slf4j/slf4j-api/VERSION/slf4j-api-VERSION.jar} in it. */
  private static Path repository() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("slf4j-api"))
        .map(entry -> Path.of(entry).resolve("../../../../..").normalize())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no SLF4J on the class path"));
  }
}
