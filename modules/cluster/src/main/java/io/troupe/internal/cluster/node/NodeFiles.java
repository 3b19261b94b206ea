package io.troupe.internal.cluster.node;

import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.code.store.CodeStore;
import io.troupe.internal.code.store.LocalFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine that may be a program's code as well: those of the node itself, and those
 * that a program on the same machine has. What they are is told by their content. Thread-safe.
 */
final class NodeFiles {
  private final LocalFiles files = new LocalFiles(CodeStore.ofUser());
  private final List<Path> own = Stream.of(
          System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
      .filter(entry -> !entry.isEmpty())
      .map(entry -> Path.of(entry).toAbsolutePath().normalize())
      .toList();

  /**
   * Finds a file with the content of an entry.
   *
   * @param place where the program has it; null if it is not said
   * @return null if there is none
   */
  @Nullable
  Path find(CodeEntry entry, @Nullable Path place) throws IOException {
    if (place != null && files.isThere(place, entry)) {
      return place;
    }
    for (Path each : own) {
      if (files.isThere(each, entry)) {
        return each;
      }
    }
    return null;
  }
}
