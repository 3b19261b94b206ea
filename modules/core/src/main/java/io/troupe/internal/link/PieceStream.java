package io.troupe.internal.link;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.proto.Frame;
import io.troupe.proto.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts one large frame into pieces while it is being encoded, so that no second copy of it ever
 * exists. Two buffers take turns: while one is written the other fills. All pieces but the last
 * travel beside other frames; the last one takes its place among them, behind those that were sent
 * before. Where the other side takes nothing any more, or the thread is interrupted, the rest is
 * left in buffers of its own, so that no thread waits. Used by one thread.
 */
final class PieceStream extends OutputStream {
  // What stands before the data: the frame's length, and at most 6 + 6 + 11 + 6 bytes of Protobuf.
  private static final int HEADROOM = 64;

  private final PieceSends outbox;
  private final int stream;
  private final int total;
  private final ByteBuffer[] buffers = new ByteBuffer[2];
  private int turn;
  private long sent;
  private boolean waits = true;

  PieceStream(PieceSends outbox, int stream, int total) {
    this.outbox = outbox;
    this.stream = stream;
    this.total = total;
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = outbox.takeBuffer(HEADROOM + FrameFormat.PIECE).position(HEADROOM);
    }
  }

  /**
   * Encodes and sends the frame; returns when the last of its pieces is enqueued, and the others
   * are written or left to be.
   */
  void send(Frame frame) throws IOException {
    frame.writeTo(this);
    sendLast();
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int done = 0;
    while (done < length) {
      ByteBuffer buffer = bufferWithRoom();
      int count = Math.min(length - done, buffer.remaining());
      buffer.put(source, offset + done, count);
      done += count;
    }
  }

  private ByteBuffer bufferWithRoom() {
    if (!buffers[turn].hasRemaining()) {
      sendPiece();
    }
    return buffers[turn];
  }

  private void sendPiece() {
    ByteBuffer piece = buffers[turn];
    int size = piece.position() - HEADROOM;
    outbox.sendPiece(withHeader(piece, size));
    sent += size;
    turn = 1 - turn;
    if (!isWritten(buffers[turn])) {
      buffers[turn] = outbox.takeBuffer(HEADROOM + FrameFormat.PIECE);
    }
    buffers[turn].clear().position(HEADROOM);
  }

  private boolean isWritten(ByteBuffer piece) {
    boolean written = waits ? outbox.awaitWritten(piece) : outbox.isWritten(piece);
    waits &= written;
    return written;
  }

  private void sendLast() throws IOException {
    ByteBuffer data = buffers[turn].flip().position(HEADROOM);
    if (sent + data.remaining() != total) {
      throw new IOException(
          "a large frame has " + (sent + data.remaining()) + " bytes, not " + total);
    }
    boolean written = isWritten(buffers[1 - turn]);
    Piece last =
        envelope().setData(UnsafeByteOperations.unsafeWrap(data)).setLast(true).build();
    Frame frame = Frame.newBuilder().setPiece(last).build();
    if (written) {
      outbox.sendLast(frame);
      outbox.returnBuffers(buffers);
    } else {
      outbox.sendLastAfterPieces(frame);
      outbox.returnBuffers(buffers[turn]);
    }
  }

  // A large frame never fits into one piece, so the first piece is never the last.
  private Piece.Builder envelope() {
    return Piece.newBuilder().setStream(stream).setTotal(sent == 0 ? total : 0);
  }

  /**
   * Makes the buffer a frame that is ready to be written, by putting a header right in front of its
   * data.
   */
  private ByteBuffer withHeader(ByteBuffer buffer, int size) {
    byte[] header = new byte[HEADROOM];
    int length = encodeHeader(header, size);
    int start = HEADROOM - length - FrameFormat.HEADER;
    buffer.putInt(start, length + size);
    buffer.put(start + FrameFormat.HEADER, header, 0, length);
    return buffer.flip().position(start);
  }

  private int encodeHeader(byte[] header, int size) {
    Piece envelope = envelope().build();
    int dataSize = CodedOutputStream.computeTagSize(Piece.DATA_FIELD_NUMBER)
        + CodedOutputStream.computeUInt32SizeNoTag(size)
        + size;
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(header);
      out.writeTag(Frame.PIECE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(envelope.getSerializedSize() + dataSize);
      envelope.writeTo(out);
      out.writeTag(Piece.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(size);
      return out.getTotalBytesWritten();
    } catch (IOException e) {
      throw new IllegalStateException(
          "The header of a piece is longer than " + HEADROOM + " bytes", e);
    }
  }
}
