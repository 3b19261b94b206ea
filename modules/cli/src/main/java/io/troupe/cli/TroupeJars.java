package io.troupe.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program needs of the class path of this JVM: Troupe and its libraries, without the command
 * line and its logging, for a program has its own.
 */
final class TroupeJars {
  private static final Pattern NOT_FOR_PROGRAMS =
      Pattern.compile("(troupe-cli|picocli|slf4j-simple).*\\.jar");

  private TroupeJars() {}

  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .flatMap(entry -> Stream.concat(Stream.of(entry), named(entry).stream()))
        .filter(
            entry -> !NOT_FOR_PROGRAMS.matcher(entry.getFileName().toString()).matches())
        .map(entry -> entry.toAbsolutePath().toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns what the manifest of a jar names. */
  private static List<Path> named(Path entry) {
    if (!entry.toString().endsWith(".jar")) {
      return List.of();
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      Manifest manifest = jar.getManifest();
      String names = manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      List<Path> paths = new ArrayList<>();
      for (String name : names == null ? new String[0] : names.strip().split("\\s+")) {
        URI uri = entry.toAbsolutePath().toUri().resolve(name);
        paths.add(Path.of(uri));
      }
      return paths;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + entry, e);
    }
  }
}
