package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * Root of the failures that have no JDK exception of their own. The message says what happened,
 * with its values, and then what to do.
 */
public class TroupeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TroupeException(String message) {
    super(message);
  }

  public TroupeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
