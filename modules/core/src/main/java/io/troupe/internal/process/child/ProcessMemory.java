package io.troupe.internal.process.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process of this machine. */
public final class ProcessMemory {
  private static final String LABEL = "VmRSS:";

  private ProcessMemory() {}

  /**
   * Returns the resident memory in bytes; 0 when the process is gone or this system does not say.
   */
  public static long residentBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(LABEL)) {
          String kilobytes =
              line.substring(LABEL.length(), line.length() - "kB".length()).strip();
          return Long.parseLong(kilobytes) * 1024;
        }
      }
    } catch (IOException e) {
      // No such process, or no /proc: unknown either way.
      return 0;
    }
    return 0;
  }
}
