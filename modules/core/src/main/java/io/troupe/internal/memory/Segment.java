package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A segment mapped into this process. Thread-safe. */
final class Segment {
  private final String name;
  private final SegmentHeader header;
  private final Windows windows;
  private final MappedByteBuffer[] mappings;

  private Segment(String name, SegmentHeader header, Windows windows, MappedByteBuffer[] mappings) {
    this.name = name;
    this.header = header;
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
