package io.troupe.internal.cluster.call;

/** How much there is room for in replicated objects. */
public final class Limits {
  /** What nodes tell each other at a time must be well below what a frame of theirs may have. */
  public static final int PART_BYTES = 64 * 1024;

  /** Who changed it, and when. */
  private static final int OVERHEAD_BYTES = 64;

  private Limits() {}

  /** Returns how much an entry takes, about. */
  public static long entryBytes(String key, int valueBytes) {
    return (long) key.length() + valueBytes + OVERHEAD_BYTES;
  }
}
