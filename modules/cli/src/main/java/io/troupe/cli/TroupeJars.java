package io.troupe.cli;

import io.troupe.internal.code.ManifestClassPath;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of this JVM's class path that a program needs: Troupe and its libraries, without the
 * command line and its logging, for a program has its own, and without what nodes alone need.
 */
final class TroupeJars {
  private static final Pattern NOT_FOR_PROGRAMS =
      Pattern.compile("(troupe-cli|picocli|slf4j-simple|postgresql).*\\.jar");

  private TroupeJars() {}

  static String classPath() {
    List<Path> own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
    return ManifestClassPath.expand(own).stream()
        .filter(
            entry -> !NOT_FOR_PROGRAMS.matcher(entry.getFileName().toString()).matches())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
