package io.troupe.ps;

import io.troupe.TroupeException;
import io.troupe.internal.ps.ProcessSource;
import io.troupe.internal.wait.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Looks at all processes now and then, on the thread that asks for changes. */
final class ChangeStream extends Spliterators.AbstractSpliterator<ProcessChange> {
  private final ProcessSource source;
  private final long intervalNanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<ProcessChange> found = new ArrayDeque<>();
  private List<ProcessInfo> last;

  private ChangeStream(ProcessSource source, Duration interval) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.source = source;
    intervalNanos = Deadline.nanos(interval);
    last = source.lookAtAll();
  }

  static Stream<ProcessChange> of(ProcessSource source, Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be more than zero, was " + interval);
    }
    ChangeStream changes = new ChangeStream(source, interval);
    return StreamSupport.stream(changes, false).onClose(changes.closed::countDown);
  }

  @Override
  public boolean tryAdvance(Consumer<? super ProcessChange> action) {
    while (found.isEmpty()) {
      if (closedWithinInterval()) {
        return false;
      }
      List<ProcessInfo> now = source.lookAtAll();
      found.addAll(ProcessChange.between(last, now));
      last = now;
    }
    action.accept(found.removeFirst());
    return true;
  }

  private boolean closedWithinInterval() {
    try {
      return closed.await(intervalNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TroupeException("interrupted while waiting for a change", e);
    }
  }
}
