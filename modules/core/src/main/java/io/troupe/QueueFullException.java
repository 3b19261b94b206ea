package io.troupe;

/** A queue has no room for an item, and got none in time. Python's {@code queue.Full}. */
public class QueueFullException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public QueueFullException(String message) {
    super(message);
  }
}
