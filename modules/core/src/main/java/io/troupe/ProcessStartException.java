package io.troupe;

import org.jspecify.annotations.Nullable;

/**
 * A process did not start: its JVM refused an option, ended early or never linked. The message
 * carries the command and what the JVM said.
 */
public class ProcessStartException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public ProcessStartException(String message) {
    super(message);
  }

  public ProcessStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
