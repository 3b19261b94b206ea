package io.troupe.internal.sync;

import io.troupe.internal.wait.Deadline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a façade of this process uses its object by, made when it is first needed and then kept. Thread-safe. */
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

  /** Returns it. Blocks for a round trip the first time, whatever happens to the thread. */
  C get() {
    C known = made;
    return known != null ? known : makeUninterrupted();
  }

  /** Uses it within a limit; returns false where the limit ends before it is made. */
  boolean within(long nanos, Timed<C> use) throws InterruptedException {
    C known = made;
    if (known != null) {
      return use.run(known, nanos);
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

  private C makeUninterrupted() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Objects.requireNonNull(make(Deadline.FOREVER));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
