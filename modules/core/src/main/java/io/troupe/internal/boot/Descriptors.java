package io.troupe.internal.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this process has open, by its descriptors: what another process could miss when it ends.
 * Immutable.
 */
final class Descriptors {
  private static final File ALL = new File("/proc/self/fd");

  /** What they stand for: a path, or the kind and number of a socket or pipe. */
  private final Set<String> targets;

  private Descriptors(Set<String> targets) {
    this.targets = targets;
  }

  /** Returns those open now; null where the system does not say. */
  static @Nullable Descriptors now() {
    String[] numbers = ALL.list();
    if (numbers == null) {
      return null;
    }
    Set<String> targets = new HashSet<>();
    for (String number : numbers) {
      String target = target(number);
      if (target != null) {
        targets.add(target);
      }
    }
    return new Descriptors(targets);
  }

  /** Returns null for the directory itself, which was open while it was listed. */
  private static @Nullable String target(String number) {
    try {
      return Files.readSymbolicLink(Path.of(ALL.getPath(), number)).toString();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Returns whether all of these were open {@code before}, but for jars, which a JVM opens when it
   * looks for a class.
   */
  boolean areAmong(Descriptors before) {
    for (String target : targets) {
      if (!before.targets.contains(target) && !target.endsWith(".jar")) {
        return false;
      }
    }
    return true;
  }
}
