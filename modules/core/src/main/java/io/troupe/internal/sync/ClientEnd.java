package io.troupe.internal.sync;

import io.troupe.internal.object.Answer;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.CallAbandonedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a façade of this process uses its object by, made when it is first needed and then kept.
 * Thread-safe.
 */
final class ClientEnd<C> {
  private final Maker<C> maker;
  private volatile @Nullable C made;

  /** Makes it. Made twice at once, both do the same. */
  @FunctionalInterface
  interface Maker<C> {
    /** Returns null if the owner does not answer in time. */
    @Nullable
    C make(long nanos) throws InterruptedException;
  }

  /** What takes its time. */
  @FunctionalInterface
  interface Timed<C> {
    boolean run(C client, long nanos) throws InterruptedException;
  }

  ClientEnd(Maker<C> maker) {
    this.maker = maker;
  }

  /** Returns it. Blocks for a round trip the first time, even if the thread is interrupted. */
  C get() {
    C known = made;
    return known != null ? known : Objects.requireNonNull(make(Deadline.FOREVER, false));
  }

  /**
   * Returns it. Blocks for a round trip the first time.
   *
   * @throws CallAbandonedException if the thread is interrupted, and the owner is silent
   */
  C getUnlessInterrupted() {
    C known = made;
    C client = known != null ? known : make(Deadline.FOREVER, true);
    if (client == null) {
      throw new CallAbandonedException("The process in which this object lives did not answer soon"
          + " after the thread was interrupted: is it stopped, or busy?");
    }
    return client;
  }

  /** Returns it; null if the owner is silent. */
  @Nullable
  C soon() {
    C known = made;
    return known != null ? known : make(Answer.BRIEF_NANOS, false);
  }

  /** Returns it; null if the limit ends before it is made. */
  @Nullable
  C get(long nanos) throws InterruptedException {
    C known = made;
    return known != null ? known : make(nanos);
  }

  /** Uses it within a limit; returns false where the limit ends before it is made. */
  boolean within(long nanos, Timed<C> use) throws InterruptedException {
    C known = made;
    if (known != null) {
      return use.run(known, nanos); // a look at the clock takes longer than a free lock
    }
    long begin = System.nanoTime();
    C client = make(nanos);
    return client != null && use.run(client, Deadline.left(nanos, begin));
  }

  private @Nullable C make(long nanos) throws InterruptedException {
    C client = maker.make(nanos);
    made = client;
    return client;
  }

  /**
   * Makes it even if the thread is interrupted, which stays interrupted if it was.
   *
   * @param heed whether an interrupt leaves no more time than an owner that runs takes
   */
  private @Nullable C make(long nanos, boolean heed) {
    boolean interrupted = Thread.interrupted();
    Deadline deadline = Deadline.after(interrupted && heed ? Answer.BRIEF_NANOS : nanos);
    try {
      while (true) {
        try {
          return make(Math.max(0, deadline.remainingNanos()));
        } catch (InterruptedException e) {
          interrupted = true;
          deadline = heed ? Deadline.after(Answer.BRIEF_NANOS) : deadline;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
