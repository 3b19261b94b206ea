package io.troupe.internal.process.launch;

import java.util.ArrayList;
import java.util.List;

/** The two kinds of archives that a JVM starts on. */
public enum ArchiveKind {
  /**
   * Of loaded classes: class-data sharing. A JVM takes out of it what it comes to, which is best
   * for one that does little.
   */
  CLASSES("jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),

  /**
   * Of linked classes and of what was worth compiling, too: the ahead-of-time cache from JDK 25 on.
   * A JVM takes all of it at once: a node is up in four fifths of the time, and a process that does
   * little in six fifths, with 10 MB more.
   */
  AHEAD_OF_TIME("aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

  /** What the JVM calls them in its log. */
  private static final List<String> LOGS =
      Runtime.version().feature() >= 25 ? List.of("cds", "aot") : List.of("cds");

  private final String suffix;
  private final String making;
  private final String using;

  ArchiveKind(String suffix, String making, String using) {
    this.suffix = suffix;
    this.making = making;
    this.using = using;
  }

  /** Returns the best kind that this JDK has for a JVM that does much. */
  public static ArchiveKind ofLargeJvm() {
    return Runtime.version().feature() >= 25 ? AHEAD_OF_TIME : CLASSES;
  }

  /** Returns the end of the name of its files. */
  String suffix() {
    return suffix;
  }

  String makingOption(String file) {
    return making + file;
  }

  String usingOption(String file) {
    return using + file;
  }

  /** A JVM that cannot use the archive starts without: nothing to print where the program does. */
  static List<String> silence() {
    List<String> options = new ArrayList<>();
    for (String each : LOGS) {
      options.add("-Xlog:" + each + "*=off:stdout");
      options.add("-Xlog:" + each + "*=off:stderr");
    }
    return options;
  }
}
