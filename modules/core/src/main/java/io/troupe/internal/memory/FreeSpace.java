package io.troupe.internal.memory;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ranges of a segment are free: best fit, neighbours joined when a range comes back. Plain
 * bookkeeping. Not thread-safe.
 */
final class FreeSpace {
  private final int size;
  private final TreeMap<Integer, Integer> lengths = new TreeMap<>(); // by offset
  private final TreeSet<Long> bySize =
      new TreeSet<>(); // length in the high half, offset in the low

  FreeSpace(int size) {
    this.size = size;
    add(0, size);
  }

  /** Takes a range; returns its offset, or -1 if no free range is long enough. */
  int take(int length) {
    Long fit = bySize.ceiling(key(0, length));
    if (fit == null) {
      return -1;
    }
    int offset = fit.intValue();
    int found = remove(offset);
    if (found > length) {
      add(offset + length, found - length);
    }
    return offset;
  }

  /**
   * Gives a range back.
   *
   * @throws IllegalArgumentException if a part of it is free, or outside
   */
  void give(int offset, int length) {
    Map.Entry<Integer, Integer> before = lengths.lowerEntry(offset + length);
    int beforeEnd = before == null ? -1 : before.getKey() + before.getValue();
    if (offset < 0 || length > size - offset || beforeEnd > offset) {
      throw new IllegalArgumentException(
          "Nobody took the range %d..%d of %d".formatted(offset, offset + length, size));
    }
    int end = offset + length;
    int joinedLength = length + (lengths.containsKey(end) ? remove(end) : 0);
    if (before != null && beforeEnd == offset) {
      add(before.getKey(), remove(before.getKey()) + joinedLength);
    } else {
      add(offset, joinedLength);
    }
  }

  private void add(int offset, int length) {
    lengths.put(offset, length);
    bySize.add(key(offset, length));
  }

  private int remove(int offset) {
    int length = Objects.requireNonNull(lengths.remove(offset));
    bySize.remove(key(offset, length));
    return length;
  }

  private static long key(int offset, int length) {
    return (long) length << Integer.SIZE | offset;
  }

  /** Returns whether nothing is taken. */
  boolean isUntouched() {
    return lengths.size() == 1 && lengths.firstEntry().getValue() == size;
  }
}
