package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * A task ran longer than its timeout and was stopped; its worker was replaced where it did not
 * yield.
 */
public class TaskTimeoutException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public TaskTimeoutException(String message) {
    super(message);
  }

  public TaskTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
