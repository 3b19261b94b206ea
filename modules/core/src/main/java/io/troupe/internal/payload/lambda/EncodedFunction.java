package io.troupe.internal.payload.lambda;

import com.google.protobuf.ByteString;

/**
 * A function that is ready to cross: an encoded Function message, and what error messages call it.
 * Immutable.
 */
public final class EncodedFunction {
  private final ByteString bytes;
  private final boolean stateless;
  private final String description;

  public EncodedFunction(ByteString bytes, boolean stateless, String description) {
    this.bytes = bytes;
    this.stateless = stateless;
    this.description = description;
  }

  /** Returns a function that came encoded, and is to be passed on. */
  public static EncodedFunction received(ByteString bytes, String description) {
    return new EncodedFunction(bytes, false, description);
  }

  /** Returns the encoded Function message. */
  public ByteString bytes() {
    return bytes;
  }

  /** Returns whether the function captures nothing, so that its encoding is always this one. */
  public boolean stateless() {
    return stateless;
  }

  /**
   * Returns what a user would call the function: {@code Hello::square} or
   * {@code lambda in Hello.main}.
   */
  public String description() {
    return description;
  }

  @Override
  public String toString() {
    return description;
  }
}
