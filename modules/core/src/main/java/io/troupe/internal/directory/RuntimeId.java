package io.troupe.internal.directory;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names an entry of a living runtime.
 *
 * @param pid its process id, for human readers: it may be used again, or mean another process in
 *     another namespace
 * @param nonce a number that no other entry has
 */
public record RuntimeId(long pid, long nonce) {
  private static final int RANDOM_BITS = 20;

  /** When this JVM started, by its own clock; the same for every class loader in it. */
  private static final long START =
      ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L);

  /** Returns one that was never used. */
  static RuntimeId next() {
    long random = ThreadLocalRandom.current().nextLong() >>> (Long.SIZE - RANDOM_BITS);
    return new RuntimeId(ProcessHandle.current().pid(), START << RANDOM_BITS | random);
  }

  /**
   * Reads the name of an entry; empty for names of another form.
   */
  public static Optional<RuntimeId> parse(String name) {
    int dash = name.indexOf('-');
    try {
      RuntimeId id = new RuntimeId(
          Long.parseLong(name, 0, Math.max(dash, 0), 10),
          HexFormat.fromHexDigitsToLong(name, dash + 1, name.length()));
      return id.toString().equals(name) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether this JVM may have made the entry. Its lock must not even be opened then:
   * closing any channel of a file drops the locks that the process has on it.
   */
  boolean isOfThisJvm() {
    return pid == ProcessHandle.current().pid() && nonce >>> RANDOM_BITS == START;
  }

  @Override
  public String toString() {
    return pid + "-" + HexFormat.of().toHexDigits(nonce);
  }
}
