package io.troupe.internal.link.handshake;

import io.troupe.internal.link.transport.MalformedFrameException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Whoever connected is no process that this host expects. */
public final class Stranger extends Exception {
  private static final long serialVersionUID = 1L;

  /** What gave it away. */
  enum Kind {
    GONE,
    SILENT,
    GARBAGE,
    OTHER_VERSION,
    UNKNOWN_PROCESS,
    WRONG_KEY
  }

  private final Kind kind;

  Stranger(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static Stranger because(IOException failure) {
    Stranger stranger =
        new Stranger(kindOf(failure), "it failed the handshake: " + failure.getMessage());
    stranger.initCause(failure);
    return stranger;
  }

  Kind kind() {
    return kind;
  }

  private static Kind kindOf(IOException failure) {
    if (failure instanceof MalformedFrameException) {
      return Kind.GARBAGE;
    }
    return failure instanceof SocketTimeoutException ? Kind.SILENT : Kind.GONE;
  }
}
