package io.troupe.internal.cluster.call;

import io.troupe.TroupeException;

/** Thrown by a node that is about to end, and may have done what it was asked for. */
public final class OutcomeUnknownException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message) {
    super(message);
  }
}
