package io.troupe.internal.cluster.node;

import io.troupe.internal.code.LibraryJars;
import io.troupe.internal.code.ManifestClassPath;
import io.troupe.internal.log.Log;
import io.troupe.internal.process.launch.ArchiveKind;
import io.troupe.internal.process.launch.ArchiveRecipe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archive of loaded classes with which the JVM of a node is up in two thirds of the time: of all
 * jars on its class path, so that it is one more for each of those.
 */
public final class NodeArchive {
  private static final Log log = Log.of(NodeArchive.class);

  private NodeArchive() {}

  /**
   * Returns the options, the class path among them, with which this JDK starts a node on the
   * archive, which is made if it is missing: blocks for some seconds then, also where another
   * process makes it. Directories go behind the jars, for they cannot be in an archive. None if
   * there can be no archive.
   *
   * @param classPath that of the node
   * @param training the main class that shows what is needed: {@link NodeTraining}, or what runs it
   */
  public static List<String> options(String classPath, Class<?> training)
      throws InterruptedException {
    List<Path> entries = entries(classPath);
    List<Path> jars = entries.stream().filter(Files::isRegularFile).toList();
    if (!LibraryJars.complete(jars)) {
      return List.of();
    }
    try {
      ArchiveRecipe recipe =
          new ArchiveRecipe(ArchiveKind.ofLargeJvm(), jars, List.of(training.getName()), List.of());
      List<String> options = new ArrayList<>(recipe.options(recipe.findOrMake()));
      options.add("-cp");
      options.add(joined(jars, entries));
      return options;
    } catch (IOException e) {
      log.debug("No class archive for nodes: {}", e.toString());
      return List.of();
    }
  }

  /**
   * Returns the options with which a node starts that is no command: those of its archive, or the
   * class path alone where there can be none.
   */
  public static List<String> optionsOrClassPath(String classPath) throws InterruptedException {
    List<String> options = options(classPath, NodeTraining.class);
    return options.isEmpty() ? List.of("-cp", classPath) : options;
  }

  private static List<Path> entries(String classPath) {
    List<Path> given = Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
    return ManifestClassPath.expand(given);
  }

  private static String joined(List<Path> jars, List<Path> entries) {
    return Stream.concat(jars.stream(), entries.stream())
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
