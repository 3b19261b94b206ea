package io.troupe.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process, as Linux sees it.
 *
 * @param residentBytes what it has in memory
 * @param proportionalBytes the same, with what it shares with others divided by how many share it
 */
record Memory(long residentBytes, long proportionalBytes) {

  /**
   * Looks at a process.
   *
   * @throws UncheckedIOException if it is gone, or this is not Linux
   */
  static Memory of(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
      return new Memory(bytes(lines, "Rss:"), bytes(lines, "Pss:"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(List<String> lines, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(label))
        .map(line ->
            line.substring(label.length(), line.length() - "kB".length()).strip())
        .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
        .sum();
  }
}
