package io.troupe.internal.cluster.postgres;

import io.troupe.internal.wait.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the worker is to do. Thread-safe. */
final class Inbox {
  /** What goes into one round at most. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_REQUESTS = 2_000;
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

  // Guarded by this.
  private List<Request> waiting = new ArrayList<>();
  private long news;
  private Optional<Long> passedMillis = Optional.empty();
  private long toldNanos;
  private boolean closed;

  /**
   * What is to be done in one round.
   *
   * @param passedMillis what the log is to be told of the time
   */
  record Work(List<Request> requests, Optional<Long> passedMillis) {}

  /** Takes a request; one that comes after the end is never answered, and given up. */
  synchronized void add(Request request) {
    if (closed) {
      request.answer().cancel(false);
    } else {
      waiting.add(request);
      notifyAll();
    }
  }

  /** The log has this entry, and maybe more. */
  synchronized void hear(long entry) {
    news = Math.max(news, entry);
    notifyAll();
  }

  /** The log may have anything. */
  void look() {
    hear(Long.MAX_VALUE);
  }

  /** The log is to be told of the time; what it was not told of yet is forgotten. */
  synchronized void tell(long millis) {
    toldNanos = passedMillis.isEmpty() ? System.nanoTime() : toldNanos;
    passedMillis = Optional.of(millis);
    notifyAll();
  }

  /** Returns whether the worker has not heard of the time for long. */
  synchronized boolean isLate() {
    return passedMillis.isPresent() && System.nanoTime() - toldNanos > LATE_NANOS;
  }

  /**
   * Waits until there is something to do, or it is time to look.
   *
   * @param known the last entry that the worker has
   */
  synchronized Work await(long known, long nanos) throws InterruptedException {
    Deadline deadline = Deadline.after(nanos);
    while (waiting.isEmpty()
        && passedMillis.isEmpty()
        && news <= known
        && !closed
        && !deadline.passed()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline.remainingNanos()));
    }
    Work work = new Work(next(), passedMillis);
    passedMillis = Optional.empty();
    news = 0; // the round sees all that is there by now
    return work;
  }

  private List<Request> next() {
    List<Request> taken = new ArrayList<>();
    List<Request> left = new ArrayList<>();
    long bytes = 0;
    for (Request each : waiting) {
      if (bytes < MOST_BYTES && taken.size() < MOST_REQUESTS) {
        bytes += each.isOpen() ? each.content().size() : 0;
        taken.add(each);
      } else {
        left.add(each);
      }
    }
    waiting = left;
    taken.removeIf(each -> !each.isOpen());
    return taken;
  }

  /** Takes back what could not be done, to be done before all else. */
  synchronized void giveBack(List<Request> requests) {
    List<Request> all = new ArrayList<>(requests);
    all.addAll(waiting);
    waiting = all;
    if (closed) {
      end();
    }
  }

  /** Waits for a while, also where there is something to do. */
  synchronized void pause(long millis) throws InterruptedException {
    Deadline deadline = Deadline.after(TimeUnit.MILLISECONDS.toNanos(millis));
    while (!closed && !deadline.passed()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline.remainingNanos()));
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes nothing any more, and gives up what waits. */
  synchronized void close() {
    closed = true;
    end();
    notifyAll();
  }

  private void end() {
    waiting.forEach(each -> each.answer().cancel(false));
    waiting.clear();
  }
}
