package io.troupe.internal.link.transport;

import com.google.protobuf.CodedOutputStream;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Encodes frames, each with its length before it, into memory outside the heap. Not thread-safe.
 */
public final class FrameEncoder {
  /**
   * Memory outside the heap is slow to fill byte by byte: so short a frame is encoded in an array
   * first.
   */
  private static final int SHORT = 1 << 10;

  private final byte[] array = new byte[FrameFormat.HEADER + SHORT];
  private final ByteBuffer start = ByteBuffer.wrap(array);

  /**
   * Encodes a frame.
   *
   * @param size of its encoding in bytes
   * @param out takes long byte fields as they are, without a copy on the way
   */
  public void encode(Frame frame, int size, OutputStream out) throws IOException {
    start.putInt(0, size);
    if (size <= SHORT) {
      frame.writeTo(CodedOutputStream.newInstance(array, FrameFormat.HEADER, size));
      out.write(array, 0, FrameFormat.HEADER + size);
    } else {
      out.write(array, 0, FrameFormat.HEADER);
      CodedOutputStream coded = CodedOutputStream.newInstance(out, SHORT);
      frame.writeTo(coded);
      coded.flush();
    }
  }
}
