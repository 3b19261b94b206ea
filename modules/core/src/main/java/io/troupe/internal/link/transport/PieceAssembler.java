package io.troupe.internal.link.transport;

import com.google.protobuf.ByteString;
import io.troupe.proto.Piece;
import java.util.HashMap;
import java.util.Map;

/** The large frames of which some pieces have arrived. Not thread-safe. */
final class PieceAssembler {
  private final Map<Integer, Assembly> assemblies = new HashMap<>();

  boolean isEmpty() {
    return assemblies.isEmpty();
  }

  /**
   * Returns what a piece belongs to.
   *
   * @param total what the piece says; 0 if it is not the first one
   */
  Assembly assembly(int stream, long total) throws MalformedFrameException {
    return total == 0 ? known(stream) : begin(stream, total);
  }

  /** Adds a whole piece; returns whether its frame is complete, which ends the stream. */
  boolean add(Piece piece, Assembly assembly) throws MalformedFrameException {
    ByteString data = piece.getData();
    assembly.reserve(data.size());
    data.copyTo(assembly.bytes(), assembly.size());
    assembly.commit(data.size());
    if (piece.getLast()) {
      assembly.requireComplete();
      assemblies.remove(piece.getStream());
    }
    return piece.getLast();
  }

  private Assembly known(int stream) throws MalformedFrameException {
    Assembly assembly = assemblies.get(stream);
    if (assembly == null) {
      throw new MalformedFrameException(
          "a piece of stream " + stream + ", which has no first piece");
    }
    return assembly;
  }

  private Assembly begin(int stream, long total) throws MalformedFrameException {
    Assembly assembly = new Assembly(total);
    if (assemblies.put(stream, assembly) != null) {
      throw new MalformedFrameException("a second first piece of stream " + stream);
    }
    return assembly;
  }
}
