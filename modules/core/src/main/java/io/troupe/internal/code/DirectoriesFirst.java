package io.troupe.internal.code;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves the directories of a class path in front of its jars, where that changes nothing but the
 * time: what stands behind jars is found once all of them are open.
 */
final class DirectoriesFirst {
  private static final String JAR = ".jar";

  /** In more it would take longer to look than it spares. */
  private static final int MOST_FILES = 100;

  private DirectoriesFirst() {}

  /** Returns the class path of this JVM, whose own loader finds the same with it. */
  static String of(String classPath) {
    List<String> moved = new ArrayList<>();
    List<String> others = new ArrayList<>();
    boolean behindJars = false;
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      boolean isJar = entry.endsWith(JAR);
      behindJars |= isJar;
      boolean moves = behindJars && !isJar && !entry.isEmpty() && hasWhatIsFound(entry);
      (moves ? moved : others).add(entry);
    }
    moved.addAll(others);
    return String.join(File.pathSeparator, moved);
  }

  /** Returns whether none of a directory's files is hidden by one of the same name before it. */
  private static boolean hasWhatIsFound(String entry) {
    try {
      Path directory = Path.of(entry).toRealPath(); // as class loaders name it
      return Files.isDirectory(directory) && areFound(files(directory), directory);
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      return false;
    }
  }

  /** Returns all files, or one more than the most. */
  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.limit(MOST_FILES + 1).toList();
    }
  }

  private static boolean areFound(List<Path> files, Path directory) {
    if (files.size() > MOST_FILES) {
      return false;
    }
    for (Path file : files) {
      if (!Files.isDirectory(file) && !isFound(file, directory)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFound(Path file, Path directory) {
    String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
    URL found = ClassLoader.getSystemResource(name);
    return found != null
        && Locations.holding(found, name).filter(directory::equals).isPresent();
  }
}
