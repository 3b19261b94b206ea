package io.troupe.internal.link.transport;

import com.google.protobuf.CodedInputStream;
import io.troupe.proto.Frame;
import io.troupe.proto.Piece;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the data of a piece whose data is the last field, as in all pieces but a
 * frame's last. Known early, it lets the data go from the transport's buffer to its place with one
 * copy.
 *
 * @param total size of the whole frame; 0 if this is not its first piece
 * @param size of the data
 */
record PieceHeader(int stream, long total, int size) {
  /** No header is longer. */
  static final int LONGEST = 32;

  private static final int LENGTH_DELIMITED = 2;
  private static final int PIECE_TAG = Frame.PIECE_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
  private static final int STREAM_TAG = Piece.STREAM_FIELD_NUMBER << 3;
  private static final int TOTAL_TAG = Piece.TOTAL_FIELD_NUMBER << 3;
  private static final int DATA_TAG = Piece.DATA_FIELD_NUMBER << 3 | LENGTH_DELIMITED;

  static boolean mayBegin(byte first) {
    return first == PIECE_TAG;
  }

  /**
   * Reads the header of a frame.
   *
   * @param head the first bytes of the frame
   * @param length of the frame
   * @return null for everything that must be parsed as a whole
   */
  static @Nullable PieceHeader parse(byte[] head, int length) {
    CodedInputStream input = CodedInputStream.newInstance(head);
    try {
      return input.readTag() == PIECE_TAG
              && input.readUInt32() == length - input.getTotalBytesRead()
          ? fields(input, length)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable PieceHeader fields(CodedInputStream input, int length)
      throws IOException {
    int stream = 0;
    long total = 0;
    int tag = input.readTag();
    while (tag == STREAM_TAG || tag == TOTAL_TAG) {
      if (tag == STREAM_TAG) {
        stream = input.readUInt32();
      } else {
        total = input.readUInt64();
      }
      tag = input.readTag();
    }
    return tag == DATA_TAG && input.readUInt32() == length - input.getTotalBytesRead()
        ? new PieceHeader(stream, total, length - input.getTotalBytesRead())
        : null;
  }
}
