package io.troupe.internal.ps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the files of {@code /proc}, whose lengths are not known beforehand. */
final class ProcFiles {
  private static final String ROOT = "/proc/";
  private static final int FIRST_BYTES = 4096;

  private ProcFiles() {}

  static Path path(long pid, String name) {
    return Path.of(ROOT + pid + "/" + name);
  }

  static byte[] bytes(long pid, String name) throws IOException {
    return bytes(ROOT + pid + "/" + name);
  }

  /**
   * With the plain stream of the JDK: a channel and its attributes would take three times as long.
   */
  static byte[] bytes(String file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] buffer = new byte[FIRST_BYTES];
      int length = 0;
      for (int count = 0; count >= 0; count = in.read(buffer, length, buffer.length - length)) {
        length += count;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 4 * length);
        }
      }
      return Arrays.copyOf(buffer, length);
    }
  }

  static String text(long pid, String name) throws IOException {
    return new String(bytes(pid, name), UTF_8);
  }

  /** Returns the lines of a file; none if it cannot be read. */
  static List<String> lines(String file) {
    try {
      return new String(bytes(file), UTF_8).lines().toList();
    } catch (IOException refused) {
      return List.of();
    }
  }

  /** Returns the names in a directory that are numbers, sorted; none if it cannot be read. */
  static List<Long> numbers(String directory) {
    String[] names = Path.of(directory).toFile().list();
    List<Long> numbers = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        numbers.add(Long.valueOf(name));
      }
    }
    numbers.sort(null);
    return numbers;
  }

  /** Returns where a link leads; empty if it cannot be read. */
  static Optional<Path> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException | InvalidPathException refused) {
      return Optional.empty();
    }
  }

  /** Returns the strings of a file in which each ends with a zero byte. */
  static List<String> strings(byte[] bytes) {
    List<String> strings = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0 || i == bytes.length - 1) {
        int end = bytes[i] == 0 ? i : i + 1;
        strings.add(new String(bytes, begin, end - begin, UTF_8));
        begin = i + 1;
      }
    }
    return strings;
  }
}
