package io.troupe.cluster;

/** An item that this process has taken from a {@link FailoverQueue}, for now. Thread-safe. */
public interface FailoverItem<E> extends AutoCloseable {

  /**
   * Returns the item. Does not block.
   *
   * @throws io.troupe.PayloadException if it cannot be made in this process
   */
  E value();

  /**
   * Takes it out of the queue for good. No effect if this was done before; may be tried again after
   * a failure.
   *
   * @throws FailoverException if it has gone back before, for this process was taken for dead, so
   *     that another may have it; or if no majority answers
   */
  void done();

  /**
   * Gives it back, to where it was in the queue, unless it is {@linkplain #done done}; no effect if
   * it has gone back.
   *
   * @throws FailoverException if no majority answers; it goes back when this process ends
   */
  @Override
  void close();
}
