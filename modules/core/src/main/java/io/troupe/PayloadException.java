package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * A value or function cannot cross to another process, or did not arrive as one. The message names
 * the part and the reason. Python's {@code PicklingError} and {@code MaybeEncodingError}.
 */
public class PayloadException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public PayloadException(String message) {
    super(message);
  }

  public PayloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
