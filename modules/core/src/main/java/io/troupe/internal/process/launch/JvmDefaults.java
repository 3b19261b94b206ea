package io.troupe.internal.process.launch;

import java.util.ArrayList;
import java.util.List;

/** What a child JVM gets unless the program says otherwise. */
final class JvmDefaults {
  private JvmDefaults() {}

  /**
   * Returns the defaults that {@code options} does not decide itself.
   *
   * @param feature the version of the JVM that is to start, such as 17; 0 where it is unknown
   */
  static List<String> missingFrom(List<String> options, int feature) {
    List<String> defaults = new ArrayList<>();
    // The serial collector starts soonest and needs no threads; a second -XX:+Use…GC would be an
    // error.
    if (!haveCollector(options)) {
      defaults.add("-XX:+UseSerialGC");
    }
    // A killed JVM would leave its performance file in the temporary directory.
    defaults.add("-XX:-UsePerfData");
    // A stale archive only makes the start slower; that is nothing to print on the program's
    // output.
    defaults.add("-Xlog:disable");
    defaults.add("-Xlog:all=error:stderr");
    // Most processes are young: what runs a few hundred times is not worth compiling beside the
    // work that is waited for.
    defaults.add("-XX:CompileThresholdScaling=2");
    // That a program has no logging is said in its host, if at all.
    defaults.add("-Dslf4j.internal.verbosity=ERROR");
    if (feature >= 24) {
      // Scala's lazy values use sun.misc.Unsafe, about which newer JVMs warn on every start.
      defaults.add("--sun-misc-unsafe-memory-access=allow");
    }
    return defaults;
  }

  private static boolean haveCollector(List<String> options) {
    for (String option : options) {
      if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
        return true;
      }
    }
    return false;
  }
}
