package io.troupe.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.runtime.TroupeRuntime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A flag that threads of any process wait for. Python's {@code multiprocessing.Event}.
 *
 * <pre>{@code
 * Event ready = Event.create();
 * Process.of(Server::run, ready).start();
 * ready.await(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Reading and changing it is one instruction in shared memory; only a thread that has to wait,
 * or that releases others, involves the process that made it, its owner. {@code set} never waits
 * for other threads, dead or alive. When the owner dies, waiting threads receive an {@link
 * OwnerLostException}. Of a manager's event everything involves the owner: while that is stopped,
 * {@code set} and {@code clear} wait for a second at most, and take effect when it goes on; {@code
 * isSet} ends by {@link io.troupe.manager.CallAbandonedException} if the thread is interrupted.
 *
 * <p>Actions of a thread before it set the event are visible to the threads that saw it set. It
 * crosses to other processes as a {@link Lock} does. Thread-safe.
 */
public interface Event {

  /**
   * Makes an event that is not set, owned by this process.
   *
   * @throws java.io.UncheckedIOException if the machine's memory file system is full
   */
  static Event create() {
    return TroupeRuntime.current().syncs().event();
  }

  /**
   * Sets the event: all who wait go on, even if it is cleared right after. Nothing happens if it is
   * set already.
   */
  void set();

  /** Makes the event not set. */
  void clear();

  /** Returns whether the event is set. Does not wait. */
  boolean isSet();

  /** Waits until the event is set. Python's {@code wait()}. */
  void await() throws InterruptedException;

  /**
   * Waits until the event is set, for a time. Python's {@code wait(timeout)}.
   *
   * @param timeout zero or less does not wait
   * @return whether it was set in time
   */
  boolean await(Duration timeout) throws InterruptedException;

  /** Waits until the event is set, for a time; see {@link #await(Duration)}. */
  boolean await(long time, TimeUnit unit) throws InterruptedException;
}
