package io.troupe;

import io.troupe.internal.runtime.TroupeRuntime;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A first-in-first-out queue that processes and threads share. Python's
 * {@code multiprocessing.Queue}.
 *
 * <pre>{@code
 * Queue<String> queue = Queue.create();
 * Process writer = Process.of(Main::write, queue).start();
 * String line = queue.get();
 * }</pre>
 *
 * <p><b>Where it lives.</b> In the process that makes it, its owner. Other processes use it by
 * handles, which cross in arguments, results and messages, as items of a queue and as fields of a
 * record. The queue ends with its owner, or with its last handle; then all operations throw
 * {@link OwnerLostException}, those that wait already included.
 *
 * <p><b>Items.</b> An item is encoded by the thread that puts it: what cannot cross fails there,
 * and a change made later is not seen. Items are kept by the owner. They survive the process that
 * put them, once it has ended by itself or has been seen to have put them; one that is killed may
 * take the last few along. An item handed to a process that dies before it has taken it goes back
 * to the head, and the next consumer gets it; one that was taken is gone with that process: see
 * {@link JoinableQueue} for items that are not. No item comes twice.
 *
 * <p><b>Order.</b> Items of one thread come in its order. Consumers are served first come first
 * served. Items travel ahead to a consumer only while it drains the queue alone, and come back when
 * another process wants them. An item is found once it has been put: by the thread that put it, and
 * by any that learns of it through Troupe in another process.
 *
 * <p><b>Room.</b> A bounded queue makes its producers wait. So does an unbounded one when the items
 * of all queues of its owner take more memory than they may, with what an item takes up beside its
 * encoding: a quarter of the owner's largest heap, or what its system property
 * {@code troupe.queue.memory} says in bytes, and a window for each producing process of at most 4
 * MiB more.
 *
 * <p><b>No null.</b> As in every {@link BlockingQueue}. Where Python puts {@code None} as a sign of
 * the end, put an {@code Optional}, a constant of your own, or {@link #shutdown()} the queue.
 *
 * <p>Thread-safe. The methods that look at the queue as a collection answer by a snapshot of the
 * moment. While the owner is stopped they wait for it; an interrupt ends that by
 * {@link io.troupe.manager.CallAbandonedException}.
 *
 * @param <E> type of the items
 */
public interface Queue<E> extends BlockingQueue<E>, AutoCloseable {

  /** Makes an unbounded queue that this process owns. Does not block. */
  static <E> Queue<E> create() {
    return create(0);
  }

  /**
   * Makes a queue that this process owns. Does not block.
   *
   * @param maxSize the most items that wait in it; 0 or less for no bound
   */
  static <E> Queue<E> create(int maxSize) {
    return TroupeRuntime.current().queues().queue(maxSize);
  }

  /**
   * Puts an item, waiting for room. Python's {@code put}.
   *
   * @throws PayloadException if the item cannot cross; nothing was put
   * @throws QueueShutDownException if the queue was shut down
   * @throws IllegalStateException if this handle is closed
   * @throws OwnerLostException if the queue is gone
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was put
   */
  @Override
  void put(E item) throws InterruptedException;

  /**
   * As {@link #put(Object)}, with a limit.
   *
   * @param timeout 0 or less does not wait
   * @throws QueueFullException if there was no room in time; nothing was put
   */
  void put(E item, long timeout, TimeUnit unit) throws InterruptedException;

  /**
   * As {@link #put(Object)}, without waiting for room. Python's {@code put_nowait}. Takes no notice
   * of interrupts.
   */
  void putNowait(E item);

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
   * As {@link #get()}, with a limit.
   *
   * @param timeout 0 or less does not wait
   * @throws QueueEmptyException if no item came in time
   */
  E get(long timeout, TimeUnit unit) throws InterruptedException;

  /**
   * As {@link #get()}, without waiting for an item. Python's {@code get_nowait}. Takes no notice of
   * interrupts.
   *
   * @throws QueueEmptyException if there is none
   */
  E getNowait();

  /** As {@link #get()}. */
  @Override
  default E take() throws InterruptedException {
    return get();
  }

  /**
   * As {@link #putNowait}, but returns false where there is no room.
   *
   * @throws QueueShutDownException if the queue was shut down
   */
  @Override
  boolean offer(E item);

  /**
   * As {@link #getNowait}, but returns null where there is no item.
   *
   * @throws QueueShutDownException if the queue was shut down and is empty
   */
  @Override
  @Nullable
  E poll();

  /**
   * Returns whether a bounded queue has no room. Python's {@code full}; {@code empty} is
   * {@link #isEmpty}.
   */
  boolean full();

  /** Returns how many items are in the queue, wherever they were put. Python's {@code qsize}. */
  @Override
  int size();

  /**
   * Shuts the queue down: in every process, puts throw {@link QueueShutDownException} from now on,
   * those that wait included. The items in the queue can still be taken; after the last one, gets
   * throw the same. Waits until no put is under way any more.
   */
  default void shutdown() {
    shutdown(false);
  }

  /**
   * As {@link #shutdown()}.
   *
   * @param immediate whether to drop the items in the queue as well
   */
  void shutdown(boolean immediate);

  /**
   * Waits until everything that this process has put has reached the owner. A process does so when
   * it ends; this is for one that may be killed. An interrupt ends the wait, and stays with the
   * thread. There is no feeder thread to be joined or cancelled, as in Python.
   */
  void flush();

  /**
   * Gives this handle up: every operation on it throws {@link IllegalStateException} from now on.
   * Other handles, here and in other processes, stay. Does not block; again does nothing. Python's
   * {@code close}.
   */
  @Override
  void close();

  /** Returns whether {@link #close} was called. */
  boolean isClosed();
}
