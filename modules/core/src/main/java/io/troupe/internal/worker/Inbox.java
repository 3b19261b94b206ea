package io.troupe.internal.worker;

import io.troupe.internal.wait.SpinWait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a worker has before it, and the one that it runs. Any thread may add, withdraw and
 * interrupt; one thread takes and runs. An interrupt reaches the task that it is for, or none.
 *
 * @param <T> type of the tasks
 */
public final class Inbox<T extends Inbox.Item> {

  /** A task, as far as an inbox needs to know it. */
  public interface Item {
    long id();
  }

  /** Where the tasks come from, if the thread that waits for them can fetch them itself. */
  @FunctionalInterface
  public interface Source {

    /** As {@link io.troupe.internal.link.Link#readUntil}. */
    boolean readUntil(BooleanSupplier over, long nanos) throws InterruptedException;
  }

  private final Thread owner;
  private final SpinWait spinWait;
  private final Source source;

  // Guarded by this.
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private @Nullable T current;

  /** Written under the lock, read by the owner while it waits. */
  private volatile boolean something;

  private volatile boolean ended;
  private volatile boolean parked;

  /**
   * @param owner the thread that takes
   */
  public Inbox(Thread owner, SpinWait spinWait) {
    this(owner, spinWait, (over, nanos) -> false);
  }

  /**
   * @param owner the thread that takes
   */
  public Inbox(Thread owner, SpinWait spinWait, Source source) {
    this.owner = owner;
    this.spinWait = spinWait;
    this.source = source;
  }

  /** Adds tasks behind the others. */
  public void add(List<? extends T> added) {
    synchronized (this) {
      items.addAll(added);
      something = true;
    }
    wake();
  }

  /** Adds no more: the owner is to end once it has taken all. */
  public void end() {
    ended = true;
    wake();
  }

  private void wake() {
    if (parked) {
      LockSupport.unpark(owner);
    }
  }

  /**
   * Takes the next task, which from now on is the one that runs; null if there is none at the
   * moment.
   */
  public @Nullable T poll() {
    if (!something) {
      return null;
    }
    synchronized (this) {
      current = items.pollFirst();
      something = !items.isEmpty();
      return current;
    }
  }

  /**
   * Waits for a task.
   *
   * @return false once there is none and none will come
   */
  public boolean awaitItem() {
    while (!something && !ended) {
      if (!fetch() && !spinWait.spin(this::isOver)) {
        park();
      }
    }
    return something;
  }

  private boolean fetch() {
    try {
      return source.readUntil(this::isOver, Long.MAX_VALUE);
    } catch (InterruptedException e) {
      return isOver(); // it was for no task
    }
  }

  private boolean isOver() {
    return something || ended;
  }

  private void park() {
    parked = true;
    while (!isOver()) {
      LockSupport.park(this);
      // An interrupt that is for no task would keep the thread from parking.
      Thread.interrupted();
    }
    parked = false;
  }

  /**
   * Says that the task that was taken last has ended. An interrupt that was meant for it ends with
   * it.
   */
  public synchronized void finish() {
    current = null;
    Thread.interrupted();
  }

  /** Interrupts the task, if it runs. */
  public synchronized void interrupt(long id) {
    if (current != null && current.id() == id) {
      owner.interrupt();
    }
  }

  /** Interrupts the task that runs. */
  public synchronized void interrupt() {
    if (current != null) {
      owner.interrupt();
    }
  }

  /** Takes out the tasks that are not taken yet and whose id fits, in their order. */
  public synchronized List<T> withdraw(LongPredicate ids) {
    List<T> taken = new ArrayList<>();
    for (Iterator<T> all = items.iterator(); all.hasNext(); ) {
      T item = all.next();
      if (ids.test(item.id())) {
        all.remove();
        taken.add(item);
      }
    }
    something = !items.isEmpty();
    return taken;
  }

  /** Returns the id of the task that runs, 0 for none. */
  public synchronized long running() {
    return current == null ? 0 : current.id();
  }
}
