package io.troupe.internal.link.transport;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.proto.Frame;
import io.troupe.proto.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames out of the bytes that arrive, and puts those together that come in pieces. Not
 * thread-safe.
 */
public final class FrameReader {
  private static final byte[] NONE = {};
  private static final int BUFFER = 64 << 10;

  // Causes of an exception nest; protobuf's own limit of 100 is too low for them. Deeper ones could
  // exhaust the stack.
  private static final int DEEPEST_NESTING = 1000;

  private final Transport transport;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
  private final PieceAssembler assembler = new PieceAssembler();
  private boolean trusted;

  // Where the bytes of the frame under way go, and how many are still to come. A whole frame has an
  // array of its own, so that payloads may alias it for as long as they live.
  private byte[] target = NONE;
  private int offset;
  private int missing;

  // What the frame under way is a piece of, if its data goes to its place at once.
  private @Nullable Assembly assembly;
  private int pieceSize;

  public FrameReader(Transport transport) {
    this.transport = transport;
  }

  /** From now on takes frames of any permitted length, and pieces. */
  public void trust() {
    trusted = true;
  }

  /**
   * Reads once, without waiting; returns what {@link Transport#read} does. To be called when
   * {@link #next} gave null.
   */
  public int fill() throws IOException {
    buffer.compact();
    try {
      return transport.read(buffer);
    } finally {
      buffer.flip();
    }
  }

  /** Returns the next frame that has arrived as a whole, or null. */
  @Nullable
  public Frame next() throws MalformedFrameException {
    while (missing > 0 || start()) {
      copy();
      if (missing > 0) {
        return null;
      }
      Frame frame = finish();
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  /** Skips what has arrived behind the last frame. */
  public void skip() {
    buffer.position(buffer.limit());
  }

  /** Whether the stream, if it ended now, would end inside a frame. */
  public boolean insideFrame() {
    return missing > 0 || buffer.hasRemaining() || !assembler.isEmpty();
  }

  /** Begins a frame, unless too little of it has arrived. */
  private boolean start() throws MalformedFrameException {
    int start = buffer.position() + FrameFormat.HEADER;
    if (start > buffer.limit()) {
      return false;
    }
    int length = checked(buffer.getInt(buffer.position()));
    int needed = Math.min(length, PieceHeader.LONGEST);
    if (start + needed > buffer.limit()) {
      return false;
    }
    buffer.position(start);
    if (!trusted || !PieceHeader.mayBegin(buffer.get(start)) || !startPiece(length, needed)) {
      startWhole(length);
    }
    return true;
  }

  private int checked(int length) throws MalformedFrameException {
    int longest = trusted ? FrameFormat.LONGEST_FRAME : FrameFormat.LONGEST_STRANGER_FRAME;
    if (length <= 0 || length > longest) {
      throw new MalformedFrameException(
          "a frame of " + length + " bytes, expected 1 to " + longest);
    }
    return length;
  }

  private void startWhole(int length) {
    target = new byte[length];
    offset = 0;
    missing = length;
  }

  private boolean startPiece(int length, int headLength) throws MalformedFrameException {
    byte[] head = new byte[headLength];
    buffer.get(buffer.position(), head);
    PieceHeader header = PieceHeader.parse(head, length);
    if (header == null) {
      return false;
    }
    Assembly whole = assembler.assembly(header.stream(), header.total());
    whole.reserve(header.size());
    buffer.position(buffer.position() + length - header.size());
    assembly = whole;
    target = whole.bytes();
    offset = whole.size();
    missing = header.size();
    pieceSize = header.size();
    return true;
  }

  private void copy() {
    int count = Math.min(buffer.remaining(), missing);
    buffer.get(target, offset, count);
    offset += count;
    missing -= count;
  }

  /** Ends the frame under way; returns it, unless it is a piece of one that is not complete. */
  private @Nullable Frame finish() throws MalformedFrameException {
    byte[] bytes = target;
    target = NONE;
    if (assembly != null) {
      assembly.commit(pieceSize);
      assembly = null;
      return null;
    }
    Frame frame = parse(bytes);
    return trusted && frame.hasPiece() ? assembled(frame.getPiece()) : frame;
  }

  private @Nullable Frame assembled(Piece piece) throws MalformedFrameException {
    Assembly whole = assembler.assembly(piece.getStream(), piece.getTotal());
    return assembler.add(piece, whole) ? parse(whole.bytes()) : null;
  }

  // The bytes fields of the frame alias its encoding.
  private static Frame parse(byte[] encoding) throws MalformedFrameException {
    Frame frame = decode(encoding);
    if (frame.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
      throw new MalformedFrameException("a frame with an unknown body");
    }
    return frame;
  }

  private static Frame decode(byte[] encoding) throws MalformedFrameException {
    try {
      // Not straight from the array: it would be taken for one that may change, and copied.
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(encoding).newCodedInput();
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
