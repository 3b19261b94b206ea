package io.troupe.connection;

import io.troupe.TroupeException;

/**
 * A message is longer than the buffer that it was to be received into. The message is taken, and
 * here; the connection goes on. Python's {@code BufferTooShort}.
 */
public final class BufferTooShortException extends TroupeException {
  private static final long serialVersionUID = 1L;

  private final byte[] message;

  /**
   * Describes a message without room.
   *
   * @param message the whole message
   * @param roomBytes what there was room for
   */
  public BufferTooShortException(byte[] message, int roomBytes) {
    super("a message of " + message.length + " bytes came for a buffer with room for " + roomBytes
        + "; take it from this exception");
    this.message = message.clone();
  }

  /** Returns the whole message. */
  public byte[] message() {
    return message.clone();
  }
}
