package io.troupe.internal.cluster.call;

import io.troupe.TroupeException;

/** Thrown by a node that is about to end, and has done nothing of what it was asked for. */
public final class NotServingException extends TroupeException {
  private static final long serialVersionUID = 1L;

  public NotServingException(String message) {
    super(message);
  }
}
