package io.troupe.internal.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this process has open, by its descriptors: what another process could miss when it ends.
 * Immutable.
 */
final class Descriptors {
  private static final File ALL = new File("/proc/self/fd");

  /** What each number stands for: a path, or the kind and number of a socket or pipe. */
  private final Map<String, String> targets;

  /** The numbers that have stood for the same at two looks. */
  private final Set<String> lasting;

  private Descriptors(Map<String, String> targets, Set<String> lasting) {
    this.targets = targets;
    this.lasting = lasting;
  }

  /** Returns those open now; null where the system does not say. */
  static @Nullable Descriptors now() {
    String[] numbers = ALL.list();
    if (numbers == null) {
      return null;
    }
    Map<String, String> targets = new HashMap<>();
    for (String number : numbers) {
      String target = target(number);
      if (target != null) {
        targets.put(number, target);
      }
    }
    return new Descriptors(targets, Set.of());
  }

  /**
   * Looks again. What is open at both looks is there for as long as this process, and is passed
   * over by {@link #areAll}: to read what a descriptor stands for takes long in a process that is
   * young.
   */
  Descriptors confirmed() {
    Set<String> same = new HashSet<>();
    for (Map.Entry<String, String> each : targets.entrySet()) {
      if (each.getValue().equals(target(each.getKey()))) {
        same.add(each.getKey());
      }
    }
    return new Descriptors(targets, same);
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
   * Returns whether nothing is open now that was not open at the first look, but for jars, which a
   * JVM opens when it looks for a class.
   */
  boolean areAll() {
    String[] numbers = ALL.list();
    if (numbers == null) {
      return false;
    }
    for (String number : numbers) {
      if (!lasting.contains(number) && isNew(target(number))) {
        return false;
      }
    }
    return true;
  }

  private boolean isNew(@Nullable String target) {
    return target != null && !targets.containsValue(target) && !target.endsWith(".jar");
  }
}
