package io.troupe.connection;

import io.troupe.TroupeException;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a connection did not prove that it knows the key. Python's
 * {@code AuthenticationError}.
 */
public class AuthenticationException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(String message) {
    super(message);
  }

  public AuthenticationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
