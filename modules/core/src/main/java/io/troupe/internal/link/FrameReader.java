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

  private final Transport transport;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
  private int longestFrame = FrameFormat.LONGEST_STRANGER_FRAME;

  // The frame under way: an array of its own, so that payloads may alias it for as long as they
  // live.
  private byte @Nullable [] body;
  private int filled;

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

  /** Returns the next frame that has arrived as a whole, or null. */
  @Nullable
  Frame next() throws MalformedFrameException {
    byte[] whole = nextBody();
    return whole == null ? null : parse(whole);
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
    int count = Math.min(buffer.remaining(), current.length - filled);
    buffer.get(current, filled, count);
    filled += count;
    body = filled == current.length ? null : current;
    return body == null ? current : null;
  }

  private byte @Nullable [] startBody() throws MalformedFrameException {
    if (buffer.remaining() < FrameFormat.HEADER) {
      return null;
    }
    int length = buffer.getInt();
    if (length <= 0 || length > longestFrame) {
      throw new MalformedFrameException(
          "a frame of " + length + " bytes, expected 1 to " + longestFrame);
    }
    filled = 0;
    return new byte[length];
  }

  /** Parses a frame whose {@code bytes} fields may alias {@code encoding}. */
  static Frame parse(byte[] encoding) throws MalformedFrameException {
    Frame frame = decode(encoding);
    if (frame.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
      throw new MalformedFrameException("a frame with an unknown body");
    }
    return frame;
  }

  private static Frame decode(byte[] encoding) throws MalformedFrameException {
    try {
      CodedInputStream input = CodedInputStream.newInstance(encoding);
      input.enableAliasing(true);
      input.setRecursionLimit(DEEPEST_NESTING);
      Frame frame = Frame.parseFrom(input);
      input.checkLastTagWas(0);
      return frame;
    } catch (IOException e) {
      throw new MalformedFrameException(
          "a frame of " + encoding.length + " bytes does not parse", e);
    }
  }
}
