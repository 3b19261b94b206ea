package io.troupe.internal.process.launch;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the jars that Troupe itself consists of, wherever the program got them from. */
final class LibraryJars {
  /** One class out of each jar that a child needs before it runs user code, in class path order. */
  private static final List<String> LANDMARKS = List.of(
      "io.troupe.function.Task0",
      "io.troupe.proto.Frame",
      "com.google.protobuf.Message",
      "org.apache.pekko.actor.typed.ActorSystem",
      "org.apache.pekko.actor.ActorSystem",
      "org.apache.pekko.event.slf4j.Slf4jLogger",
      "scala.Option",
      "com.typesafe.config.Config",
      "org.slf4j.Logger");

  private static final String JAR = "jar:";

  private LibraryJars() {}

  /** Returns the archivable prefix: those of the library's class path entries that are jars. */
  static List<Path> find() {
    Set<Path> jars = new LinkedHashSet<>();
    for (String landmark : LANDMARKS) {
      locate(landmark).filter(Files::isRegularFile).ifPresent(jars::add);
    }
    return List.copyOf(jars);
  }

  /**
   * Returns whether this class itself comes from one of {@code jars}: not when the library runs from directories of
   * classes, as in its own build or an IDE, which cannot be archived.
   */
  static boolean complete(List<Path> jars) {
    return locate(LibraryJars.class.getName()).filter(jars::contains).isPresent();
  }

  /** Returns {@code classPath} with the library's jars in front, every entry absolute, none twice. */
  static String inFrontOf(String classPath) {
    Set<Path> entries = new LinkedHashSet<>(find());
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().normalize());
    }
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** By the resource, for the class would have to be loaded, and what it is made of. Empty if it is in no jar. */
  private static Optional<Path> locate(String className) {
    URL place =
        LibraryJars.class.getClassLoader().getResource(className.replace('.', '/') + ".class");
    String text = place == null ? "" : place.toString();
    int end = text.indexOf("!/");
    if (!text.startsWith(JAR) || end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Path.of(new URI(text.substring(JAR.length(), end))).toAbsolutePath().normalize());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty(); // a jar within a jar
    }
  }

  static String joined(List<Path> jars) {
    List<String> names = new ArrayList<>();
    jars.forEach(jar -> names.add(jar.toString()));
    return String.join(File.pathSeparator, names);
  }
}
