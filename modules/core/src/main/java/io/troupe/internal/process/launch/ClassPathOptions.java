package io.troupe.internal.process.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a process, sorted: what it adds to the class path stands before the program's own
 * there, for a second {@code
 * -cp} on the command line would count alone.
 *
 * @param added the class path that was added; empty for none
 * @param others the other options, in their order
 */
public record ClassPathOptions(Optional<String> added, List<String> others) {
  private static final List<String> NAMES = List.of("-cp", "-classpath", "--class-path");
  private static final String LONG = "--class-path=";

  public ClassPathOptions {
    others = List.copyOf(others);
  }

  /**
   * Returns the option that adds jars and directories to the class path of a process.
   *
   * @throws IllegalArgumentException if there is none, or one has the character in its path that
   *     separates them
   */
  public static List<String> adding(Path... entries) {
    if (entries.length == 0) {
      throw new IllegalArgumentException("a class path needs at least one entry, got none");
    }
    List<String> paths = new ArrayList<>();
    for (Path entry : entries) {
      String path = entry.toAbsolutePath().toString();
      if (path.contains(File.pathSeparator)) {
        throw new IllegalArgumentException(
            "no class path can name " + path + ", for it has a " + File.pathSeparator);
      }
      paths.add(path);
    }
    return List.of(NAMES.get(0), String.join(File.pathSeparator, paths));
  }

  static ClassPathOptions of(List<String> options) {
    List<String> paths = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (NAMES.contains(option) && i + 1 < options.size()) {
        i++;
        paths.add(options.get(i));
      } else if (option.startsWith(LONG)) {
        paths.add(option.substring(LONG.length()));
      } else {
        others.add(option);
      }
    }
    return new ClassPathOptions(
        paths.isEmpty() ? Optional.empty() : Optional.of(String.join(File.pathSeparator, paths)),
        others);
  }
}
