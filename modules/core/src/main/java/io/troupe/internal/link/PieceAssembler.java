package io.troupe.internal.link;

import io.troupe.proto.Frame;
import io.troupe.proto.Piece;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of large frames together again. Not thread-safe. */
final class PieceAssembler {
  // A claimed size is believed so far; beyond, memory grows with what has arrived.
  private static final int FIRST_ALLOCATION = 1 << 20;

  private final Map<Integer, Assembly> assemblies = new HashMap<>();

  /** Takes the next piece; returns the frame that it completes, or null. */
  @Nullable
  Frame add(Piece piece) throws MalformedFrameException {
    Assembly assembly = piece.getTotal() == 0 ? known(piece) : begin(piece);
    assembly.append(piece);
    if (!piece.getLast()) {
      return null;
    }
    assemblies.remove(piece.getStream());
    return FrameReader.parse(assembly.complete());
  }

  private Assembly known(Piece piece) throws MalformedFrameException {
    Assembly assembly = assemblies.get(piece.getStream());
    if (assembly == null) {
      throw new MalformedFrameException(
          "a piece of stream " + piece.getStream() + ", which has no first piece");
    }
    return assembly;
  }

  private Assembly begin(Piece piece) throws MalformedFrameException {
    long total = piece.getTotal();
    if (total < 0 || total > FrameFormat.LARGEST) {
      throw new MalformedFrameException(
          "a frame in pieces of " + Long.toUnsignedString(total) + " bytes");
    }
    Assembly assembly = new Assembly((int) total);
    if (assemblies.put(piece.getStream(), assembly) != null) {
      throw new MalformedFrameException("a second first piece of stream " + piece.getStream());
    }
    return assembly;
  }

  private static final class Assembly {
    private final int total;
    private byte[] bytes;
    private int size;

    Assembly(int total) {
      this.total = total;
      bytes = new byte[Math.min(total, FIRST_ALLOCATION)];
    }

    void append(Piece piece) throws MalformedFrameException {
      int length = piece.getData().size();
      if (length > total - size) {
        throw new MalformedFrameException(
            "more pieces than the " + total + " bytes that the first one announced");
      }
      grow(size + length);
      piece.getData().copyTo(bytes, size);
      size += length;
    }

    byte[] complete() throws MalformedFrameException {
      if (size != total) {
        throw new MalformedFrameException(
            "the last piece after " + size + " of " + total + " bytes");
      }
      return bytes;
    }

    private void grow(int needed) {
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(total, Math.max(needed, 2L * bytes.length)));
      }
    }
  }
}
