package io.troupe.internal.code;

import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Finds the jars that Troupe itself consists of, wherever the program got them from. */
public final class LibraryJars {
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

  private LibraryJars() {}

  /** Returns the archivable prefix: those of the library's class path entries that are jars. */
  public static List<Path> find() {
    Set<Path> jars = new LinkedHashSet<>();
    for (String landmark : LANDMARKS) {
      locate(landmark).filter(Files::isRegularFile).ifPresent(jars::add);
    }
    return List.copyOf(jars);
  }

  /**
   * Returns whether this class itself comes from one of {@code jars}: not when the library runs
   * from directories of classes, as in its own build or an IDE, which cannot be archived.
   */
  public static boolean complete(List<Path> jars) {
    return locate(LibraryJars.class.getName()).filter(jars::contains).isPresent();
  }

  /**
   * Returns the places of the library that hold nothing else: not the one jar into which a program
   * was put together with all that it depends on.
   */
  static Set<Path> ofTroupeAlone() {
    return OfTroupeAlone.PLACES;
  }

  private static final class OfTroupeAlone {
    static final Set<Path> PLACES = findThoseOfTroupeAlone();
  }

  private static Set<Path> findThoseOfTroupeAlone() {
    Map<Path, Integer> landmarks = new LinkedHashMap<>();
    for (String landmark : LANDMARKS) {
      locate(landmark).ifPresent(place -> landmarks.merge(place, 1, Integer::sum));
    }
    landmarks.values().removeIf(found -> found > 1);
    return Set.copyOf(landmarks.keySet());
  }

  /** Returns the places of the library, jars and directories, in class path order. */
  static List<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    for (String landmark : LANDMARKS) {
      locate(landmark).ifPresent(places::add);
    }
    return List.copyOf(places);
  }

  /** Returns whether the place of this class, jar or directory, is known. */
  static boolean areLocated() {
    return locate(LibraryJars.class.getName()).isPresent();
  }

  /**
   * Returns {@code classPath} with the library's jars in front, every entry absolute, none twice.
   * An empty one is none.
   */
  public static String inFrontOf(String classPath) {
    Set<Path> entries = new LinkedHashSet<>(find());
    if (!classPath.isEmpty()) {
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry).toAbsolutePath().normalize());
      }
    }
    return joined(List.copyOf(entries));
  }

  /**
   * By the resource, for the class would have to be loaded, and what it is made of. Empty if it is
   * in no file.
   */
  private static Optional<Path> locate(String className) {
    String path = className.replace('.', '/') + ".class";
    URL place = LibraryJars.class.getClassLoader().getResource(path);
    return place == null ? Optional.empty() : Locations.holding(place, path);
  }

  /** Returns the jars as a class path. */
  public static String joined(List<Path> jars) {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (Path jar : jars) {
      path.add(jar.toString());
    }
    return path.toString();
  }
}
