package io.troupe;

/**
 * Thrown when an object, such as a queue or a lock, cannot be used any more because the process in
 * which it lives has ended, or because the object itself was ended there.
 */
public class OwnerLostException extends TroupeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public OwnerLostException(String message) {
    super(message);
  }

  /** Makes one with a message and a cause. */
  public OwnerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
