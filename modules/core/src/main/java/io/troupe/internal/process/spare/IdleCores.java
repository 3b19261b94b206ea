package io.troupe.internal.process.spare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** Watches how much of this machine is idle, by what the system counts. Not thread-safe. */
public final class IdleCores {
  private static final Path COUNTS = Path.of("/proc/stat");

  /** The unit of the counts, for programs, on every Linux. */
  private static final long TICK_NANOS = 10_000_000;

  private long ticks;
  private long nanos;

  public IdleCores() {
    sinceLast();
  }

  /**
   * Returns how many cores were idle, on average, since this was called last; infinitely many where
   * the system does not say.
   */
  public double sinceLast() {
    long before = ticks;
    long then = nanos;
    nanos = System.nanoTime();
    try {
      ticks = idleTicks();
    } catch (IOException | RuntimeException e) { // another system, or one that hides it
      return Double.POSITIVE_INFINITY;
    }
    return (double) (ticks - before) * TICK_NANOS / Math.max(1, nanos - then);
  }

  /**
   * The first line has, behind its name, the ticks of user, nice, system, idle and waiting for a
   * disk.
   */
  private static long idleTicks() throws IOException {
    byte[] text = new byte[128];
    try (var in = Files.newInputStream(COUNTS)) {
      int length = in.readNBytes(text, 0, text.length);
      StringTokenizer fields =
          new StringTokenizer(new String(text, 0, length, StandardCharsets.US_ASCII));
      for (int i = 0; i < 4; i++) {
        fields.nextToken();
      }
      return Long.parseLong(fields.nextToken()) + Long.parseLong(fields.nextToken());
    }
  }
}
