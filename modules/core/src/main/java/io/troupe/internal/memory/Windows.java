package io.troupe.internal.memory;

/**
 * How a segment is cut into mappings, because a buffer reaches 2 GiB - 1 at most: one if that is enough, else windows of
 * that length that begin at every step, so that any part no longer than a step lies in one of them.
 *
 * @param size of the segment, in bytes
 * @param longest mapping, in bytes
 * @param step at most half of that, rounded up
 */
record Windows(long size, long longest, long step) {

  static Windows of(long size) {
    return new Windows(size, Integer.MAX_VALUE, 1L << 30);
  }

  int count() {
    return size <= longest ? 1 : Math.toIntExact((size - 1) / step + 1);
  }

  long start(int window) {
    return window * step;
  }

  long length(int window) {
    return Math.min(size - start(window), longest);
  }

  /** Returns the longest part that {@link #find} finds wherever it begins. */
  long longestPart() {
    return count() == 1 ? size : step;
  }

  /** Returns the window in which a part lies that begins there. */
  int find(long offset) {
    // A part of nothing at the very end begins behind the last window's first byte.
    return count() == 1 ? 0 : (int) Math.min(offset / step, count() - 1);
  }
}
