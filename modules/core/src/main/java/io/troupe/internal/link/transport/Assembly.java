package io.troupe.internal.link.transport;

import java.util.Arrays;

/** A large frame of which some bytes have arrived. Not thread-safe. */
final class Assembly {
  // A claimed size is believed so far; beyond, memory grows with what has arrived.
  private static final int FIRST_ALLOCATION = 1 << 20;

  private final int total;
  private byte[] bytes;
  private int size;

  /** @param total what the first piece claims */
  Assembly(long total) throws MalformedFrameException {
    if (total < 0 || total > FrameFormat.LARGEST) {
      throw new MalformedFrameException(
          "a frame in pieces of " + Long.toUnsignedString(total) + " bytes");
    }
    this.total = (int) total;
    bytes = new byte[Math.min(this.total, FIRST_ALLOCATION)];
  }

  /** Makes room for more bytes behind {@link #size}. */
  void reserve(int more) throws MalformedFrameException {
    if (more > total - size) {
      throw new MalformedFrameException(
          "more pieces than the " + total + " bytes that the first one announced");
    }
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(total, Math.max(size + more, 2L * bytes.length)));
    }
  }

  /** Takes note that bytes were put behind {@link #size}. */
  void commit(int more) {
    size += more;
  }

  void requireComplete() throws MalformedFrameException {
    if (size != total) {
      throw new MalformedFrameException("the last piece after " + size + " of " + total + " bytes");
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }
}
