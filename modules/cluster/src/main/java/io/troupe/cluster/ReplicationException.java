package io.troupe.cluster;

import io.troupe.TroupeException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call of a replicated object has not reached as many nodes as it asks for. The
 * message says which it is: refused, with no effect, for too few nodes are up; or not confirmed in
 * time, so that a change may have its effect nevertheless.
 */
public class ReplicationException extends TroupeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public ReplicationException(String message) {
    super(message);
  }

  /** Makes one with a message and a cause. */
  public ReplicationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
