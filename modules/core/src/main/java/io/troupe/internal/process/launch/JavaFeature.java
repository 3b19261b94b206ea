package io.troupe.internal.process.launch;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out of which version a {@code java} is, without running it: a process may run on another
 * JDK than its host.
 */
final class JavaFeature {
  private static final Log log = Log.of(JavaFeature.class);
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d{1,4})");

  /** What is said where nothing is known. */
  static final int UNKNOWN = 0;

  private JavaFeature() {}

  /**
   * Returns the feature version, such as 17, of a {@code bin/java}: from the file that every JDK
   * has beside {@code bin}.
   */
  static int of(Path java) {
    return java.equals(BootCommand.ownJava()) ? Runtime.version().feature() : read(java);
  }

  private static int read(Path java) {
    try {
      Matcher version = VERSION.matcher(
          Files.readString(java.toRealPath().resolve("../../release").normalize()));
      return version.find() ? Integer.parseInt(version.group(1)) : UNKNOWN;
    } catch (IOException e) {
      log.debug("Cannot tell the version of {}: {}", java, e.toString());
      return UNKNOWN;
    }
  }
}
