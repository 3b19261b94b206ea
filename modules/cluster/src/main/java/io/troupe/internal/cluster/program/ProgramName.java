package io.troupe.internal.cluster.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a program is called at the nodes that it uses: main class, pid and machine. */
final class ProgramName {
  /** Where Linux has it. The JDK would ask a name server, which may take its time. */
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private ProgramName() {}

  static String ofThisJvm() {
    String host = host();
    return main() + "pid " + ProcessHandle.current().pid() + (host.isEmpty() ? "" : " on " + host);
  }

  private static String main() {
    String command = System.getProperty("sun.java.command", "").strip();
    String main = command.split(" ", 2)[0];
    main = main.substring(main.lastIndexOf('/') + 1); // of a module, or of a jar
    String simple = main.endsWith(".jar") ? main : main.substring(main.lastIndexOf('.') + 1);
    return simple.isEmpty() ? "" : simple + ", ";
  }

  private static String host() {
    try {
      return Files.readString(HOST).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
