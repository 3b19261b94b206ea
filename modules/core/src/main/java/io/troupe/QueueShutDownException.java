package io.troupe;

/**
 * A queue was shut down: it takes no more items, and has none left. Python's
 * {@code queue.ShutDown}.
 */
public class QueueShutDownException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public QueueShutDownException(String message) {
    super(message);
  }
}
