package io.troupe.internal.payload;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a stack for the deepest values. Where the stack of the calling thread has no room
 * for one, it is encoded or decoded here while the caller waits.
 */
final class DeepStack {
  private static final long STACK_BYTES = 64L << 20;

  private DeepStack() {}

  @FunctionalInterface
  interface Body<T> {
    @Nullable
    T run() throws IOException;
  }

  /** As {@link #callNullable}, for a body that does not return null. */
  static <T> T call(Body<T> body) throws IOException {
    return Objects.requireNonNull(callNullable(body), "result");
  }

  /**
   * Runs {@code body} on such a thread, with this thread's context class loader; returns or throws
   * what it does.
   */
  static <T> @Nullable T callNullable(Body<T> body) throws IOException {
    Run<T> run = new Run<>(body);
    Thread thread = new Thread(null, run, "troupe-deep-value", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    join(thread);
    return run.result();
  }

  /** The work ends by itself, so an interrupt is kept for later. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Run<T> implements Runnable {
    private final Body<T> body;
    private final Departure.Mark departure = Departure.mark();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Run(Body<T> body) {
      this.body = body;
    }

    @Override
    public void run() {
      departure.goOnHere();
      try {
        result = body.run();
      } catch (Throwable e) { // for the thread that waits
        failure = e;
      }
    }

    @Nullable
    T result() throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}
