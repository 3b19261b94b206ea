package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverException;

/** Thrown when the session of this process has ended: the voters have taken it for dead. */
final class SessionEndedException extends FailoverException {
  private static final long serialVersionUID = 1L;

  SessionEndedException() {
    super("This process was silent for so long that it was taken for dead: what it held of failover"
        + " objects is released");
  }
}
