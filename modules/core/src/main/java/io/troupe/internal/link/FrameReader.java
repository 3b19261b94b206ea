package io.troupe.internal.link;

import com.google.protobuf.CodedInputStream;
import io.troupe.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts frames out of the bytes that arrive. Not thread-safe. */
final class FrameReader {
  private static final int BUFFER = 64 << 10;

  // Causes of an exception nest; protobuf's own limit of 100 is too low for them. Deeper ones could
  // exhaust the stack.
  private static final int DEEPEST_NESTING = 1000;

  // The first byte of each piece: its field number and that it is length-delimited.
  private static final byte PIECE_TAG = Frame.PIECE_FIELD_NUMBER << 3 | 2;

  private final Transport transport;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
  private int longestFrame = FrameFormat.LONGEST_STRANGER_FRAME;

  // The frame under way. An array of its own, so that payloads may alias it for as long as they
  // live; but pieces, which are copied at once, share one.
  private byte @Nullable [] body;
  private int length;
  private int filled;
  private byte[] scratch = {};

  FrameReader(Transport transport) {
    this.transport = transport;
  }

  /** From now on takes frames of any permitted length. */
  void trust() {
    longestFrame = FrameFormat.LONGEST_FRAME;
  }

  /** Reads once, without waiting; returns what {@link Transport#read} does. To be called when {@link #next} gave null. */
  int fill() throws IOException {
    buffer.compact();
    try {
      return transport.read(buffer);
    } finally {
      buffer.flip();
    }
  }

  /** Returns the next frame that has arrived as a whole, or null. A piece is valid until the next call only. */
  @Nullable
  Frame next() throws MalformedFrameException {
    byte[] whole = nextBody();
    return whole == null ? null : parse(whole, length);
  }

  /** Whether the stream, if it ended now, would end inside a frame. */
  boolean insideFrame() {
    return body != null || buffer.hasRemaining();
  }

  private byte @Nullable [] nextBody() throws MalformedFrameException {
    byte[] current = body == null ? startBody() : body;
    if (current == null) {
      return null;
    }
    int count = Math.min(buffer.remaining(), length - filled);
    buffer.get(current, filled, count);
    filled += count;
    body = filled == length ? null : current;
    return body == null ? current : null;
  }

  private byte @Nullable [] startBody() throws MalformedFrameException {
    if (buffer.remaining() < FrameFormat.HEADER) {
      return null;
    }
    length = checked(buffer.getInt(buffer.position()));
    // No frame is empty, so its first byte comes for certain.
    if (buffer.remaining() == FrameFormat.HEADER) {
      return null;
    }
    buffer.position(buffer.position() + FrameFormat.HEADER);
    filled = 0;
    return buffer.get(buffer.position()) == PIECE_TAG ? scratch() : new byte[length];
  }

  private int checked(int claimed) throws MalformedFrameException {
    if (claimed <= 0 || claimed > longestFrame) {
      throw new MalformedFrameException(
          "a frame of " + claimed + " bytes, expected 1 to " + longestFrame);
    }
    return claimed;
  }

  private byte[] scratch() {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  /** Parses the first {@code length} bytes as a frame, whose {@code bytes} fields alias {@code encoding}. */
  static Frame parse(byte[] encoding, int length) throws MalformedFrameException {
    Frame frame = decode(encoding, length);
    if (frame.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
      throw new MalformedFrameException("a frame with an unknown body");
    }
    return frame;
  }

  private static Frame decode(byte[] encoding, int length) throws MalformedFrameException {
    try {
      CodedInputStream input = CodedInputStream.newInstance(encoding, 0, length);
      input.enableAliasing(true);
      input.setRecursionLimit(DEEPEST_NESTING);
      Frame frame = Frame.parseFrom(input);
      input.checkLastTagWas(0);
      return frame;
    } catch (IOException e) {
      throw new MalformedFrameException("a frame of " + length + " bytes does not parse", e);
    }
  }
}
