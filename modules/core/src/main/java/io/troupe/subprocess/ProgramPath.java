package io.troupe.subprocess;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a program is, and why it did not start if it is not there. */
final class ProgramPath {
  /** Where programs are looked for if no environment says so. */
  private static final String DEFAULT = "/bin:/usr/bin";

  private final String program;
  private final @Nullable Path directory;
  private final List<Path> path;

  /**
   * @param directory the working directory of the program, null for this JVM's
   * @param path the directories to look in, as in {@code PATH}; null if there is no such variable
   */
  ProgramPath(String program, @Nullable Path directory, @Nullable String path) {
    this.program = program;
    this.directory = directory;
    this.path = Stream.of((path == null ? DEFAULT : path).split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
  }

  /** Returns the program's file, null if there is none that can be executed. */
  @Nullable
  Path find() {
    return candidates().filter(ProgramPath::isExecutable).findFirst().orElse(null);
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private Stream<Path> candidates() {
    Path name = Path.of(program);
    return program.indexOf('/') >= 0
        ? Stream.of(inDirectory(name))
        : path.stream().map(each -> inDirectory(each).resolve(name));
  }

  private Path inDirectory(Path relative) {
    return directory == null ? relative : directory.resolve(relative);
  }

  /** Throws what says why the program cannot start, if the file system knows. */
  void requireStartable() throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      throw noDirectory(directory);
    }
    if (find() != null) {
      return;
    }
    List<Path> there = candidates().filter(Files::exists).toList();
    if (there.isEmpty()) {
      throw new NoSuchFileException(program, null, "there is no such program" + searched());
    }
    throw new AccessDeniedException(
        program, null, there.get(0) + " is a directory or may not be executed");
  }

  private static IOException noDirectory(Path directory) {
    return Files.exists(directory)
        ? new NotDirectoryException(directory.toString())
        : new NoSuchFileException(
            directory.toString(), null, "the directory to run the program in does not exist");
  }

  private String searched() {
    if (program.indexOf('/') >= 0) {
      return directory == null ? "" : " below " + directory;
    }
    return " in " + path;
  }
}
