package io.troupe.internal.code;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files from which a class loader, and those above it, load: in the order in which they
 * delegate.
 */
final class LoaderFiles {
  private LoaderFiles() {}

  /** Returns the files of a loader, without those of the JVM's own class path. */
  static List<Path> of(@Nullable ClassLoader loader) {
    Deque<ClassLoader> parentsFirst = new ArrayDeque<>();
    for (ClassLoader each = loader; each != null && isOfProgram(each); each = each.getParent()) {
      parentsFirst.push(each);
    }
    Set<Path> files = new LinkedHashSet<>();
    for (ClassLoader each : parentsFirst) {
      if (each instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          Locations.file(url).ifPresent(files::add);
        }
      }
    }
    return new ArrayList<>(files);
  }

  /** Returns whether it is one that the program, or what the program runs in, has made. */
  static boolean isOfProgram(@Nullable ClassLoader loader) {
    return loader != null
        && loader != ClassLoader.getSystemClassLoader()
        && loader != ClassLoader.getPlatformClassLoader();
  }
}
