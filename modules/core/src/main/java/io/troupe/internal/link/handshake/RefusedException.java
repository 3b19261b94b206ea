package io.troupe.internal.link.handshake;

import io.troupe.internal.link.transport.MalformedFrameException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** A connection was refused; the message is for both sides. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reason, by which reports are counted. */
  enum Kind {
    GONE,
    SILENT,
    CROWDED_OUT,
    MALFORMED,
    NO_TLS,
    OTHER_VERSION,
    UNEXPECTED,
    WRONG_KEY
  }

  private final Kind kind;

  RefusedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static RefusedException because(IOException failure) {
    RefusedException refused =
        new RefusedException(kindOf(failure), "the handshake failed: " + failure.getMessage());
    refused.initCause(failure);
    return refused;
  }

  Kind kind() {
    return kind;
  }

  private static Kind kindOf(IOException failure) {
    if (failure instanceof MalformedFrameException) {
      return Kind.MALFORMED;
    }
    if (failure instanceof SSLException) {
      return Kind.NO_TLS;
    }
    return failure instanceof SocketTimeoutException ? Kind.SILENT : Kind.GONE;
  }
}
