package io.troupe;

import java.util.NoSuchElementException;

/** A queue has no item, and got none in time. Python's {@code queue.Empty}. */
public class QueueEmptyException extends NoSuchElementException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message. */
  public QueueEmptyException(String message) {
    super(message);
  }
}
