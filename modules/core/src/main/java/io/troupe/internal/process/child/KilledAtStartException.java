package io.troupe.internal.process.child;

import io.troupe.ProcessStartException;

/**
 * Thrown when a signal ended a JVM before it could take work, which says nothing about the next
 * one.
 */
public final class KilledAtStartException extends ProcessStartException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public KilledAtStartException(String message) {
    super(message);
  }
}
