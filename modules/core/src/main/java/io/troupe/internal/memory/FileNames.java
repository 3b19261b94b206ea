package io.troupe.internal.memory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** How the names of segments become names of files that every file system and locale can hold. */
final class FileNames {
  /** Longest file name that is accepted, in bytes; file systems stop at 255. */
  private static final int LONGEST = 240;

  private FileNames() {}

  /** Returns the file name of a segment. */
  static String segment(String name) {
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
    return file;
  }

  private static boolean isPossible(String name) {
    return !name.isEmpty()
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /** Returns the text in ASCII letters, digits and {@code . - _ + %}. Different texts stay different. */
  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  /** Returns a number that nobody else has by accident; names made of it need no secrecy. */
  static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  static String randomHex() {
    return HexFormat.of().toHexDigits(random());
  }
}
