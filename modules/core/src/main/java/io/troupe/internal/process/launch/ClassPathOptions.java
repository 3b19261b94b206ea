package io.troupe.internal.process.launch;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a process, sorted: what it adds to the class path stands before the program's own there, for a second {@code
 * -cp} on the command line would count alone.
 *
 * @param added the class path that was added; empty for none
 * @param others the other options, in their order
 */
record ClassPathOptions(Optional<String> added, List<String> others) {
  private static final List<String> NAMES = List.of("-cp", "-classpath", "--class-path");
  private static final String LONG = "--class-path=";

  ClassPathOptions {
    others = List.copyOf(others);
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
