package io.troupe.internal.memory;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Names a process that owns segments.
 *
 * @param pid its process id
 * @param nonce a random number, because pids are used again
 */
record OwnerId(long pid, long nonce) {
  private static final String LOCK = "owner";
  private static final String UNFINISHED = "new";

  /** Returns the name of the file that the owner keeps locked. */
  String lockFile() {
    return LOCK + '-' + this;
  }

  /** Returns a name for a segment that is being made. */
  String unfinishedFile(long segment) {
    return UNFINISHED + '-' + this + '-' + HexFormat.of().toHexDigits(segment);
  }

  /** Returns the owner that a file name of either kind speaks of; empty for other names. */
  static Optional<OwnerId> fromFileName(String name) {
    String[] parts = name.split("-", -1);
    if (parts.length < 3 || !(parts[0].equals(LOCK) || parts[0].equals(UNFINISHED))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OwnerId(Long.parseLong(parts[1]), HexFormat.fromHexDigitsToLong(parts[2])));
    } catch (IllegalArgumentException somebodyElses) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return pid + "-" + HexFormat.of().toHexDigits(nonce);
  }
}
