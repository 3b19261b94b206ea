package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A segment mapped into this process. Thread-safe. */
final class Segment {
  /**
   * How a segment is cut into mappings, because a buffer reaches 2 GiB - 1 at most: one if that is
   * enough, else windows of that length that begin at every step, so that any part no longer than a
   * step lies in one of them.
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

  private final String name;
  private final SegmentHeader header;
  private final Maker maker;
  private final Windows windows;
  private final MappedByteBuffer[] mappings;

  private Segment(String name, SegmentHeader header, Windows windows, MappedByteBuffer[] mappings) {
    this.name = name;
    this.header = header;
    this.maker = new Maker(header.owner());
    this.windows = windows;
    this.mappings = mappings;
  }

  static Segment map(String name, SegmentHeader header, FileChannel file) throws IOException {
    Windows windows = Windows.of(header.size());
    MappedByteBuffer[] mappings = new MappedByteBuffer[windows.count()];
    for (int i = 0; i < mappings.length; i++) {
      mappings[i] = file.map(
          FileChannel.MapMode.READ_WRITE,
          SegmentHeader.BYTES + windows.start(i),
          windows.length(i));
    }
    return new Segment(name, header, windows, mappings);
  }

  String name() {
    return name;
  }

  /** Returns the size in bytes. */
  long size() {
    return header.size();
  }

  SegmentHeader header() {
    return header;
  }

  /** Returns the process that made it. */
  Maker maker() {
    return maker;
  }

  /**
   * Returns the bytes from an offset on, in native byte order.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in the segment
   * @throws IllegalArgumentException if they are more than a window is sure to hold
   */
  ByteBuffer slice(long offset, int bytes) {
    Objects.checkFromIndexSize(offset, bytes, size());
    if (bytes > windows.longestPart()) {
      throw new IllegalArgumentException(
          "Memory larger than 2 GiB gives buffers of at most %d bytes, asked for %d"
              .formatted(windows.longestPart(), bytes));
    }
    int window = windows.find(offset);
    return mappings[window]
        .slice((int) (offset - windows.start(window)), bytes)
        .order(ByteOrder.nativeOrder());
  }
}
