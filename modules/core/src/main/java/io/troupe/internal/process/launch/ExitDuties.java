package io.troupe.internal.process.launch;

import java.util.List;

/**
 * Tells whether a JVM may have anything to do on exit besides its shutdown hooks and its files to
 * delete: agents, logs and statistics come with options.
 */
public final class ExitDuties {
  /** How the options begin that decide what a JVM has and checks, no more. */
  private static final List<String> HARMLESS = List.of(
      "-D",
      "-Xmn",
      "-Xms",
      "-Xmx",
      "-Xss",
      "-ea",
      "-da",
      "-esa",
      "-dsa",
      "--add-",
      "--enable-",
      "--limit-",
      "-XX:ActiveProcessorCount=",
      "-XX:MaxRAM",
      "-XX:MaxHeapSize=");

  private ExitDuties() {}

  /** Returns whether a JVM as {@code spec} wants it certainly has none. */
  public static boolean isFree(ChildSpec spec) {
    return spec.executable() == null
        && areHarmless(ClassPathOptions.of(spec.jvmOptions()).others())
        && !InheritedOptions.areIn(spec.environment());
  }

  private static boolean areHarmless(List<String> options) {
    for (String option : options) {
      if (!isHarmless(option)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHarmless(String option) {
    for (String prefix : HARMLESS) {
      if (option.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
