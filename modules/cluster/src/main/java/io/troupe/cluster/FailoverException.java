package io.troupe.cluster;

import io.troupe.TroupeException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call of a failover object cannot be answered for sure: no majority of the voters
 * answers, or not the database that nodes have in place of voters, or what the caller held is lost.
 * The message says which it is, and whether the call may have its effect nevertheless.
 */
public class FailoverException extends TroupeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public FailoverException(String message) {
    super(message);
  }

  /** Makes one with a message and a cause. */
  public FailoverException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
