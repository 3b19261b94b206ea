package io.troupe.internal.memory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a process that owns segments.
 *
 * @param pid its process id
 * @param nonce a random number, because pids are used again
 */
record OwnerId(long pid, long nonce) {
  private static final Pattern FILE =
      Pattern.compile("(?:owner|new)-(\\d{1,18})-(\\p{XDigit}{16})(?:-.*)?");

  /** Returns the name of the file that the owner keeps locked. */
  String lockFile() {
    return "owner-" + this;
  }

  /** Returns a name for a segment that is being made. */
  String unfinishedFile(long segment) {
    return "new-%s-%016x".formatted(this, segment);
  }

  /** Returns the owner that a file name of either kind speaks of. */
  static Optional<OwnerId> fromFileName(String name) {
    Matcher matcher = FILE.matcher(name);
    return matcher.matches()
        ? Optional.of(new OwnerId(
            Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%d-%016x".formatted(pid, nonce);
  }
}
