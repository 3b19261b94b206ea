package io.troupe.subprocess;

import io.troupe.internal.log.Log;
import io.troupe.internal.subprocess.Service;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The traffic between this JVM and a program that {@link Popen} has: pipes during
 * {@code communicate}, the program's streams and consumers from the start, on a thread of their
 * own. Thread-safe.
 */
final class Communication {
  private static final Log log = Log.of(Communication.class);

  private final Stage stage;
  private final @Nullable Exchange served;
  private final @Nullable Service service;

  private final ReentrantLock communicating = new ReentrantLock();
  private @Nullable Exchange exchange; // from the first communicate on
  private @Nullable Completed completed;

  private Communication(Stage stage, @Nullable Exchange served, @Nullable Service service) {
    this.stage = stage;
    this.served = served;
    this.service = service;
  }

  static Communication begin(Stage stage) {
    stage.feed();
    Exchange served = new Exchange();
    stage.connectServed(served);
    return served.isEmpty()
        ? new Communication(stage, null, null)
        : new Communication(stage, served, Service.start("troupe-subprocess", () -> serve(served)));
  }

  private static void serve(Exchange served) throws IOException, InterruptedException {
    try {
      served.run(Deadline.NEVER);
    } finally {
      served.close();
    }
  }

  /**
   * Exchanges all there is.
   *
   * @param input null for none
   * @param timeout null for no limit
   */
  Completed complete(byte @Nullable [] input, @Nullable Duration timeout)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(timeout);
    if (!acquire(deadline)) {
      throw new TimeoutExpiredException(
          stage.command().args(),
          Objects.requireNonNull(timeout),
          Captured.none(),
          Captured.none());
    }
    try {
      Exchange pipes = exchange(input);
      if (completed == null) {
        completed = complete(pipes, deadline, timeout);
      }
      return completed;
    } finally {
      communicating.unlock();
    }
  }

  /** Even an interrupted thread begins if it can: the input is taken. */
  private boolean acquire(Deadline deadline) throws InterruptedException {
    return communicating.tryLock()
        || communicating.tryLock(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
  }

  private Exchange exchange(byte @Nullable [] input) {
    if (exchange == null) {
      exchange = new Exchange();
      stage.connect(exchange, input == null ? new byte[0] : input);
    } else if (input != null) {
      throw new IllegalStateException("cannot send input after communication has begun");
    }
    return exchange;
  }

  private Completed complete(Exchange pipes, Deadline deadline, @Nullable Duration timeout)
      throws IOException, InterruptedException {
    boolean exchanged = pipes.run(deadline) && (service == null || service.join(deadline));
    throwFailure();
    if (!exchanged || !stage.program().waitFor(deadline)) {
      throw new TimeoutExpiredException(
          stage.command().args(),
          Objects.requireNonNull(timeout),
          stage.capturedOutput(),
          stage.capturedError());
    }
    return stage.completed();
  }

  /**
   * Waits for the end of the program and keeps what it writes to pipes meanwhile, so that it never
   * waits for us; returns false if the deadline passes before.
   */
  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    Program program = stage.program();
    Exchange keeping = new Exchange();
    stage.connectKept(keeping);
    if (!keeping.isEmpty() && program.isAlive()) {
      CompletableFuture<Void> end = program.process().onExit().thenRun(keeping::finish);
      try {
        keeping.run(deadline);
      } catch (IOException e) {
        log.debug("Waits without reading what {} writes", stage.command(), e);
      } finally {
        end.cancel(false);
      }
    }
    return program.waitFor(deadline);
  }

  /** Delivers what is still in the pipes of streams and consumers; the program has ended. */
  void finish() throws IOException, InterruptedException {
    if (service != null && served != null) {
      served.finish();
      service.join(Deadline.NEVER);
    }
    throwFailure();
  }

  private void throwFailure() throws IOException, InterruptedException {
    stage.throwFailure();
    if (service != null) {
      service.throwFailure();
    }
  }
}
