package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * A pool ended because its workers cannot start: the initializer failed, or their JVM did. The
 * cause says why. Python's {@code BrokenProcessPool}.
 */
public class BrokenPoolException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public BrokenPoolException(String message) {
    super(message);
  }

  public BrokenPoolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
