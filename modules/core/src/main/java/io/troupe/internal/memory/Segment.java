package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * A segment mapped into this process. A buffer reaches 2 GiB at most: a larger segment is mapped as windows of that size
 * that begin at every GiB, so that any GiB lies in one window. Thread-safe.
 */
public final class Segment {
  private static final int STEP_SHIFT = 30;
  private static final long STEP_BYTES = 1L << STEP_SHIFT;

  private final String name;
  private final SegmentHeader header;
  private final MappedByteBuffer[] windows;

  private Segment(String name, SegmentHeader header, MappedByteBuffer[] windows) {
    this.name = name;
    this.header = header;
    this.windows = windows;
  }

  static Segment map(String name, SegmentHeader header, FileChannel file) throws IOException {
    MappedByteBuffer[] windows = new MappedByteBuffer[windowCount(header.size())];
    for (int i = 0; i < windows.length; i++) {
      long start = i * STEP_BYTES;
      long length = Math.min(header.size() - start, Integer.MAX_VALUE);
      windows[i] = file.map(FileChannel.MapMode.READ_WRITE, SegmentHeader.BYTES + start, length);
    }
    return new Segment(name, header, windows);
  }

  private static int windowCount(long size) {
    return size <= Integer.MAX_VALUE ? 1 : (int) ((size - 1) >>> STEP_SHIFT) + 1;
  }

  public String name() {
    return name;
  }

  /** Returns the size in bytes. */
  public long size() {
    return header.size();
  }

  SegmentHeader header() {
    return header;
  }

  /**
   * Returns the bytes from an offset on, in native byte order.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in the segment
   * @throws IllegalArgumentException if the segment is larger than 2 GiB and they are more than 1 GiB
   */
  public ByteBuffer slice(long offset, int bytes) {
    Objects.checkFromIndexSize(offset, bytes, size());
    if (windows.length > 1 && bytes > STEP_BYTES) {
      throw new IllegalArgumentException(
          "A segment larger than 2 GiB gives buffers of at most %d bytes, asked for %d"
              .formatted(STEP_BYTES, bytes));
    }
    int window = windows.length == 1 ? 0 : windowOf(offset);
    return windows[window]
        .slice((int) (offset - window * STEP_BYTES), bytes)
        .order(ByteOrder.nativeOrder());
  }

  // An empty slice at the very end lies behind the last window's first byte.
  private int windowOf(long offset) {
    return Math.min((int) (offset >>> STEP_SHIFT), windows.length - 1);
  }
}
