package io.troupe.internal.pool.dispatch;

import io.troupe.internal.payload.Departure;
import io.troupe.internal.result.Outcome;
import io.troupe.internal.worker.Inbox;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call, or one chunk of a map. The fields that change are guarded by the lock of the pool's
 * {@link Dispatch}.
 */
public final class PoolTask implements Inbox.Item {
  /** Unique in this JVM; never 0. */
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  public final TaskListener listener;
  public final Terms terms;
  public final int index;
  public final int items;
  final int bytes;

  private volatile @Nullable Object arguments;

  /** Set, before it is submitted, where handles travel with it. */
  private @Nullable Departure<?> departure;

  /** Where it is; null while it waits. */
  @Nullable
  Lane lane;

  /** How often it was lost while it ran. */
  int losses;

  /** It was asked back, and is taken if it comes. */
  boolean wanted;

  /** Its listener knows, or is about to be told, how it ended. It may still be with a worker. */
  public volatile boolean ended;

  /** Whether it ended otherwise than with a result; set before its listener is told. */
  public boolean failed;

  /** How often it was begun, as far as is known. */
  public volatile int attempts;

  /** Where its listener keeps how it ended, if it does. */
  public volatile @Nullable Outcome<?> ending;

  public PoolTask(
      TaskListener listener, Terms terms, Object arguments, int bytes, int index, int items) {
    this.listener = listener;
    this.terms = terms;
    this.arguments = arguments;
    this.bytes = bytes;
    this.index = index;
    this.items = items;
  }

  /**
   * Makes a task of what {@code encoding} encodes on this thread, and takes note of the handles in
   * that.
   */
  public static PoolTask of(Supplier<PoolTask> encoding) {
    Departure<PoolTask> departure = Departure.of(encoding);
    PoolTask task = departure.value();
    task.departure = departure.carriesHandles() ? departure : null;
    return task;
  }

  @Override
  public long id() {
    return id;
  }

  /** Returns the arguments; null once it has ended, for then they are garbage. */
  @Nullable
  public Object arguments() {
    return arguments;
  }

  public void end(boolean returned) {
    failed = !returned;
    ended = true;
    arguments = null;
    if (failed && departure != null) {
      giveUp(departure);
    }
  }

  /**
   * Its worker may never have opened them. Not on this thread, which must not wait for their
   * owners.
   */
  private static void giveUp(Departure<?> departure) {
    Thread thread = new Thread(departure::lost, "troupe-lost-handles");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String toString() {
    return terms.name() + " (task " + id + ")";
  }
}
