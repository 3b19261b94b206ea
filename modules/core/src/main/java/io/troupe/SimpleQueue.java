package io.troupe;

import io.troupe.internal.runtime.TroupeRuntime;

/**
 * A queue without bound or timeouts, for programs that need no more. Python's
 * {@code multiprocessing.SimpleQueue}. It lives, and treats its items, as every {@link Queue} does.
 * Thread-safe.
 *
 * <pre>{@code
 * SimpleQueue<Integer> numbers = SimpleQueue.create();
 * Process.of(Main::count, numbers).start();
 * int first = numbers.get();
 * }</pre>
 *
 * @param <E> type of the items
 */
public interface SimpleQueue<E> extends AutoCloseable {

  /** Makes a queue that this process owns. Does not block. */
  static <E> SimpleQueue<E> create() {
    return TroupeRuntime.current().queues().simpleQueue();
  }

  /**
   * Puts an item. Blocks only while the owner is short of memory. Python's {@code put}.
   *
   * @throws PayloadException if the item cannot cross; nothing was put
   * @throws QueueShutDownException if the queue was shut down
   * @throws IllegalStateException if this handle is closed
   * @throws OwnerLostException if the queue is gone
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was put
   */
  void put(E item) throws InterruptedException;

  /**
   * Takes the oldest item, waiting for one. Python's {@code get}.
   *
   * @throws QueueShutDownException if the queue was shut down and is empty
   * @throws PayloadException if the item cannot be made in this process; it is taken
   * @throws IllegalStateException if this handle is closed
   * @throws OwnerLostException if the queue is gone
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
   */
  E get() throws InterruptedException;

  /**
   * Returns whether there is nothing to take. Python's {@code empty}.
   *
   * @throws IllegalStateException if this handle is closed
   */
  boolean isEmpty();

  /** As {@link Queue#shutdown()}. */
  default void shutdown() {
    shutdown(false);
  }

  /** As {@link Queue#shutdown(boolean)}. */
  void shutdown(boolean immediate);

  /** Gives this handle up, as {@link Queue#close}. */
  @Override
  void close();

  /** Returns whether {@link #close} was called. */
  boolean isClosed();
}
