package io.troupe.internal.object;

import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.SpinWait;
import io.troupe.proto.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a frame; or an exception when the object is gone or refused it. It always comes. Thread-safe.
 */
public final class Answer {
  private final CompletableFuture<Frame> frame = new CompletableFuture<>();
  private final long object;
  private final long correlation;
  private final SpinWait spin;

  Answer(long object, long correlation, SpinWait spin) {
    this.object = object;
    this.correlation = correlation;
    this.spin = spin;
  }

  long object() {
    return object;
  }

  /** Returns the correlation of the request, by which it can be withdrawn. */
  public long correlation() {
    return correlation;
  }

  public boolean isDone() {
    return frame.isDone();
  }

  void complete(Frame answer) {
    frame.complete(answer);
  }

  void fail(Throwable failure) {
    frame.completeExceptionally(failure);
  }

  /** Returns the answer as a stage; what depends on it may run on a thread that must not block. */
  public CompletionStage<Frame> stage() {
    return frame;
  }

  /** Waits for the answer; throws what the request failed with. */
  public Frame get() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      return isSoonDone() ? frame.join() : frame.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  /**
   * Waits for the answer; throws what the request failed with.
   *
   * @param nanos how long, at least 0; {@link Long#MAX_VALUE} is for ever
   * @return null if it has not come by then
   */
  public @Nullable Frame get(long nanos) throws InterruptedException {
    if (nanos == Long.MAX_VALUE || isDone()) {
      return get();
    }
    try {
      return isSoonDone() ? frame.join() : frame.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (CompletionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      return null;
    }
  }

  /** Waits for the answer whatever happens; the thread stays interrupted if it was. */
  public Frame join() {
    boolean interrupted = Thread.interrupted();
    try {
      return joinUninterrupted();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Frame joinUninterrupted() {
    try {
      isSoonDone();
      return frame.join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  private boolean isSoonDone() {
    return frame.isDone() || spin.spin(frame::isDone);
  }

  private static RuntimeException unwrapped(Exception wrapper) {
    Throwable cause = wrapper.getCause();
    if (cause instanceof RuntimeException failure) {
      return failure;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw Thrower.unchecked(
        cause == null ? wrapper : cause); // checked where a method of the program declares it
  }
}
