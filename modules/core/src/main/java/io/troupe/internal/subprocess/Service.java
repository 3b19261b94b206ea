package io.troupe.internal.subprocess;

import io.troupe.internal.wait.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Something that goes on beside the threads of the program, on a daemon thread of its own. */
public final class Service {
  /** What it does. */
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private Service() {}

  public static Service start(String name, Work work) {
    return start(name, work, () -> {});
  }

  /**
   * Starts it with something to close after it. Who learns from the closing that the work has ended
   * finds its failure.
   */
  public static Service start(String name, Work work, Closeable last) {
    Service service = new Service();
    Thread thread = new Thread(() -> service.run(work, last), name);
    thread.setDaemon(true);
    thread.start();
    return service;
  }

  private void run(Work work, Closeable last) {
    try (last) {
      run(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never seen: what is closed here has no more to lose
    }
  }

  private void run(Work work) {
    try {
      work.run();
      ended.complete(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  public boolean hasEnded() {
    return ended.isDone();
  }

  /** Waits for the end, however that is; returns false if the deadline passes before. */
  public boolean join(Deadline deadline) throws InterruptedException {
    try {
      ended.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Throws what it failed with, if it has. */
  public void throwFailure() throws IOException, InterruptedException {
    if (!ended.isCompletedExceptionally()) {
      return;
    }
    try {
      ended.get();
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException thrown) {
      throw thrown;
    }
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (failure instanceof Error thrown) {
      throw thrown;
    }
    throw new IOException(failure);
  }
}
