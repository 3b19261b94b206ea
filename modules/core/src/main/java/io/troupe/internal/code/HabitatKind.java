package io.troupe.internal.code;

import io.troupe.internal.payload.codec.ProgramLoaders;
import java.io.File;

/** What this program's habitat looks like, in words for the messages of its processes. */
public final class HabitatKind {
  private HabitatKind() {}

  /** Returns what it looks like; in a process, what that of the program does. */
  public static String describe() {
    String told = System.getProperty(ProgramLoaders.HABITAT);
    return told != null ? told : describe(Habitat.class.getClassLoader());
  }

  private static String describe(ClassLoader own) {
    String loader = own.getClass().getName();
    if (System.getProperty("sun.java.command", "").startsWith("jdk.jshell.")) {
      return "a session of jshell";
    }
    if (System.getProperty("jdk.launcher.sourcefile") != null) {
      return "a source file that java runs";
    }
    if (Habitat.mainModule() != null) {
      return "a program on the module path";
    }
    if (loader.startsWith("org.springframework.boot.")) {
      return "an executable jar of Spring Boot";
    }
    return LoaderFiles.isOfProgram(own)
        ? "a program in a class loader of its own, " + loader + ", as exec:java has one"
        : onClassPath(System.getProperty("java.class.path", ""));
  }

  private static String onClassPath(String path) {
    if (System.getProperty("surefire.test.class.path") != null) {
      return "tests that Surefire or Failsafe runs";
    }
    return path.endsWith(".jar") && !path.contains(File.pathSeparator)
        ? "an executable jar"
        : "a program on a plain class path";
  }
}
