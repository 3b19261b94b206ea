package io.troupe;

import io.troupe.internal.runtime.TroupeRuntime;
import java.util.concurrent.TimeUnit;

/**
 * A queue whose consumers report what they have done, so that others can wait for the end of all
 * work. Python's {@code multiprocessing.JoinableQueue}.
 *
 * <pre>{@code
 * JoinableQueue<Job> jobs = JoinableQueue.create();
 * Process.of(Main::work, jobs).daemon(true).start(); // get(), work, taskDone(), for ever
 * jobs.addAll(all);
 * jobs.join();
 * }</pre>
 *
 * <p>Each item that is taken is to be followed by one {@link #taskDone}. An item whose consumer
 * ends before that, killed or not, <b>goes back to the head and is given again</b>, so that it may
 * be worked on twice, but is never forgotten, and {@link #join} ends. As in Python a report names
 * no item, and any process may make one: as many are taken as items were put, irrespective of the
 * process that took those. It counts for the oldest item that the process took itself; if it has
 * none, for one that another process took, that of the queue's owner first, then the oldest; if
 * none was taken, for the next one that is.
 *
 * <p>Thread-safe.
 *
 * @param <E> type of the items
 */
public interface JoinableQueue<E> extends Queue<E> {

  /** Makes an unbounded queue that this process owns. Does not block. */
  static <E> JoinableQueue<E> create() {
    return create(0);
  }

  /**
   * Makes a queue that this process owns. Does not block.
   *
   * @param maxSize the most items that wait in it; 0 or less for no bound
   */
  static <E> JoinableQueue<E> create(int maxSize) {
    return TroupeRuntime.current().queues().joinableQueue(maxSize);
  }

  /**
   * Reports that the work on one item is done. Python's {@code task_done}.
   *
   * @throws IllegalStateException if it was called more often than items were put, or this handle
   *     is closed
   */
  void taskDone();

  /**
   * Waits until every item that was put has been reported done, or was dropped. Python's
   * {@code join}.
   *
   * @throws OwnerLostException if the queue is gone
   */
  void join() throws InterruptedException;

  /**
   * As {@link #join()}, with a limit.
   *
   * @param timeout 0 or less does not wait
   * @return whether all is done
   */
  boolean join(long timeout, TimeUnit unit) throws InterruptedException;
}
