package io.troupe;

import io.troupe.function.Task1;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;

/**
 * The results of an {@link Pool#imap(Task1, Iterable) imap}, as they come. Reads the input only as
 * far ahead as the pool can use, on the thread that asks for results. Not thread-safe: one thread
 * at a time.
 *
 * <p>Where a task failed, {@code next} throws its exception, unchanged, even a checked one, at the
 * place of its results; the iteration can go on behind it. Where the input's own iterator fails,
 * its exception comes behind all earlier results and ends the iteration. A thread that is
 * interrupted while it waits gets a {@link TroupeException} from the methods that cannot declare
 * it, and keeps its interrupt.
 *
 * @param <T> type of the results
 */
public interface ResultIterator<T> extends Iterator<T>, AutoCloseable {

  /** Returns whether there is one more result or failure; may block until that is known. */
  @Override
  boolean hasNext();

  /**
   * Returns the next result, waiting for it.
   *
   * @throws NoSuchElementException if there is none, however often asked
   */
  @Override
  T next();

  /**
   * Returns the next result, waiting for it at most so long. A result that comes later is not lost:
   * a later call has it.
   *
   * @param timeout zero or negative to not wait
   * @throws TimeoutException if it did not come in time
   * @throws NoSuchElementException if there is none
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  T next(Duration timeout) throws TimeoutException, InterruptedException;

  /**
   * Reads no more input and withdraws what has not begun; the iteration is at its end. Does not
   * block.
   */
  @Override
  void close();
}
