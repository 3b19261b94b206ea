package io.troupe.internal.link.transport;

import io.troupe.proto.Frame;
import java.nio.ByteBuffer;

/** The numbers of the wire format; see frame.proto. Sizes are bytes. */
public final class FrameFormat {
  public static final int VERSION = 1;

  /** What stands before each frame: its length. */
  public static final int HEADER = 4;

  /** The longest frame that a receiver takes. */
  static final int LONGEST_FRAME = 1 << 20;

  /** The longest frame that it takes before the other side has authenticated. */
  static final int LONGEST_STRANGER_FRAME = 1 << 10;

  /** A frame with a longer encoding travels in pieces. */
  public static final int LONGEST_WHOLE = 256 << 10;

  /** The data in one piece. */
  public static final int PIECE = 128 << 10;

  /** No array is longer, so no frame can be. */
  public static final int LARGEST = Integer.MAX_VALUE - 8;

  private FrameFormat() {}

  /** Returns a frame with its length before it, ready to be written. */
  public static ByteBuffer encode(Frame frame) {
    byte[] encoding = frame.toByteArray();
    return ByteBuffer.allocate(HEADER + encoding.length)
        .putInt(encoding.length)
        .put(encoding)
        .flip();
  }
}
