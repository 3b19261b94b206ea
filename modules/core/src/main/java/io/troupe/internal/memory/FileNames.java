package io.troupe.internal.memory;

import io.troupe.internal.directory.RuntimeId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** How the names of segments become names of files that every file system and locale can hold. */
final class FileNames {
  /** Longest file name that is accepted, in bytes; file systems stop at 255. */
  private static final int LONGEST = 240;

  // What is not named by users lies in the entry of its owner, and its name says so.
  private static final String IN_ENTRY = "troupe-";

  private FileNames() {}

  /** Returns the name of the segment that has this file in the entry of its owner. */
  static String inEntry(RuntimeId owner, String file) {
    return IN_ENTRY + owner + '.' + file;
  }

  /** Returns the file of a segment, relative to the user's directory. */
  static Path of(String name) {
    int dot = name.indexOf('.');
    boolean inEntry = name.startsWith(IN_ENTRY)
        && dot > 0
        && RuntimeId.parse(name.substring(IN_ENTRY.length(), dot)).isPresent()
        && name.startsWith(SegmentFile.PREFIX, dot + 1)
        && isPossible(name);
    return inEntry
        ? Path.of(name.substring(IN_ENTRY.length(), dot), name.substring(dot + 1))
        : file(name);
  }

  /**
   * Returns the file of a segment that a user names.
   *
   * @throws IllegalArgumentException if the name is not possible
   */
  static Path named(String name) {
    if (of(name).getNameCount() > 1) {
      throw new IllegalArgumentException(
          "Names of this form are those of memory that was given none, was " + name);
    }
    return file(name);
  }

  private static Path file(String name) {
    if (!isPossible(name)) {
      throw new IllegalArgumentException(
          "The name of shared memory must not be empty nor contain '/', NUL or half a surrogate pair, was \""
              + name.replace("\0", "\\0")
              + '"');
    }
    String file = SegmentFile.PREFIX + escape(name);
    if (file.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The name of shared memory is too long: it takes %d bytes as a file name, at most %d are possible: %s"
              .formatted(file.length(), LONGEST, name));
    }
    return Path.of(file);
  }

  private static boolean isPossible(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /**
   * Returns the text in ASCII letters, digits and {@code . - _ + %}. Different texts stay
   * different.
   */
  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  /** Returns a number that no other has by accident; names made of it need no secrecy. */
  static long random() {
    return ThreadLocalRandom.current().nextLong();
  }
}
