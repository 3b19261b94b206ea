package io.troupe.internal.connection;

import io.troupe.Waitable;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Waits for several objects at once, on one selector: what no channel tells wakes it. */
public final class Waiting {

  private Waiting() {}

  /**
   * Returns the objects that are ready, as soon as there are any; none when the timeout has passed.
   */
  public static <T> List<T> untilReady(Collection<? extends T> objects, @Nullable Duration timeout)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(timeout);
    List<T> asked = new ArrayList<>(objects);
    try (Selector selector = Selector.open()) {
      List<Candidate> candidates = new ArrayList<>();
      for (T object : asked) {
        candidates.add(candidate(object, selector));
      }
      try {
        return await(asked, candidates, selector, deadline);
      } finally {
        candidates.forEach(Candidate::forget);
      }
    }
  }

  private static <T> List<T> await(
      List<T> asked, List<Candidate> candidates, Selector selector, Deadline deadline)
      throws IOException, InterruptedException {
    List<T> ready = ready(asked, candidates);
    while (ready.isEmpty() && !deadline.passed()) {
      park(selector, deadline);
      ready = ready(asked, candidates);
    }
    return ready;
  }

  private static <T> List<T> ready(List<T> asked, List<Candidate> candidates)
      throws IOException, InterruptedException {
    List<T> ready = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (candidates.get(i).isReady()) {
        ready.add(asked.get(i));
      }
    }
    return ready;
  }

  private static void park(Selector selector, Deadline deadline)
      throws IOException, InterruptedException {
    selector.select(deadline.selectMillis());
    selector.selectedKeys().clear();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static Candidate candidate(@Nullable Object object, Selector selector) {
    if (object instanceof DefaultConnection connection) {
      return new OfConnection(connection.lease(), selector);
    }
    if (object instanceof DefaultListener listener) {
      return new OfListener(listener, selector);
    }
    if (object instanceof Waitable waitable) {
      return OfStage.of(waitable.onExit(), selector);
    }
    if (object instanceof CompletionStage<?> stage) {
      return OfStage.of(stage, selector);
    }
    throw new IllegalArgumentException("cannot wait for " + object
        + "; pass connections, listeners, processes or completion stages");
  }

  private interface Candidate {

    /** Says whether it is ready; where not, the selector wakes when it may have become so. */
    boolean isReady() throws IOException, InterruptedException;

    void forget();
  }

  private record OfConnection(Lease lease, Selector selector) implements Candidate {

    @Override
    public boolean isReady() throws IOException, InterruptedException {
      return lease.receiver().readyOrWatch(lease, selector);
    }

    @Override
    public void forget() {
      lease.unwatch(selector);
    }
  }

  private record OfListener(DefaultListener listener, Selector selector) implements Candidate {

    @Override
    public boolean isReady() throws IOException {
      return listener.readyOrWatch(selector);
    }

    @Override
    public void forget() {
      listener.unwatch(selector);
    }
  }

  private record OfStage(CompletableFuture<?> stage, CompletableFuture<@Nullable Object> stop)
      implements Candidate {

    static OfStage of(CompletionStage<?> stage, Selector selector) {
      OfStage made = new OfStage(stage.toCompletableFuture(), new CompletableFuture<>());
      CompletableFuture.anyOf(made.stage, made.stop)
          .whenComplete((result, failure) -> selector.wakeup());
      return made;
    }

    @Override
    public boolean isReady() {
      return stage.isDone();
    }

    // Completing one source of anyOf removes it from the other, so that waiting often for the same
    // process leaves nothing.
    @Override
    public void forget() {
      stop.complete(null);
    }
  }
}
