package io.troupe.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue that a majority of the voters agrees on. Python's {@code multiprocessing.Queue}, for
 * processes of a cluster whose nodes may be lost.
 *
 * <pre>{@code
 * FailoverQueue<String> jobs = cluster.failover("jobs").queue();
 * jobs.put("resize"); // is in the queue when this returns, whichever node is lost
 * try (FailoverItem<String> taken = jobs.take()) {
 *   System.out.println(taken.value());
 *   taken.done(); // else another gets it
 * }
 * }</pre>
 *
 * <p>Items come out in the order in which they went in, and those that wait get them in order. See
 * {@link Failover} for what it survives, and what its calls throw; a wait beyond the loss of nodes
 * goes on. Thread-safe.
 */
public interface FailoverQueue<E> {

  /**
   * Puts an item.
   *
   * @throws IllegalArgumentException if it is too large, or has handles in it
   * @throws IllegalStateException if there is no room
   * @throws io.troupe.PayloadException if it cannot cross
   */
  void put(E item);

  /**
   * Takes the oldest item for good; waits for one. It is lost if this process dies with it.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits; nothing was
   *     taken then
   */
  E get() throws InterruptedException;

  /**
   * As {@link #get()}, for a time.
   *
   * @param timeout zero or less does not wait
   * @return empty if no item came in time
   * @throws InterruptedException as {@link #get()}
   */
  Optional<E> get(Duration timeout) throws InterruptedException;

  /**
   * Takes the oldest item until it is said to be done; waits for one. If this process dies before,
   * the item goes back to where it was.
   *
   * @throws InterruptedException as {@link #get()}
   */
  FailoverItem<E> take() throws InterruptedException;

  /**
   * As {@link #take()}, for a time.
   *
   * @param timeout zero or less does not wait
   * @return empty if no item came in time
   * @throws InterruptedException as {@link #get()}
   */
  Optional<FailoverItem<E>> take(Duration timeout) throws InterruptedException;

  /** Returns how many items can be taken; those that others have taken are not among them. */
  int size();
}
