package io.troupe.internal.object;

import io.troupe.internal.log.Log;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.internal.wait.ResultSource;
import io.troupe.manager.CallAbandonedException;
import io.troupe.proto.Frame;
import io.troupe.proto.WithdrawRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a frame; or an exception when the object is gone or refused it. It
 * always comes. Thread-safe.
 */
public final class Answer {
  /**
   * So long an owner that runs may take to answer what it can answer at once, on a machine that has
   * a lot to do.
   */
  public static final long BRIEF_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Log log = Log.of(Answer.class);

  /** So long an owner that runs may take to say whether a withdrawal came in time. */
  private static final long WITHDRAWAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final CompletableFuture<Frame> frame = new CompletableFuture<>();
  private final long object;
  private final long correlation;
  private final Owner owner;

  Answer(long object, long correlation, Owner owner) {
    this.object = object;
    this.correlation = correlation;
    this.owner = owner;
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
    Interrupts.check();
    try {
      return isSoonDone(Long.MAX_VALUE) ? frame.join() : frame.get();
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
    long start = System.nanoTime();
    try {
      return isSoonDone(nanos)
          ? frame.join()
          : frame.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (CompletionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      return null;
    }
  }

  /**
   * As {@link #get(long)}, without reading the link meanwhile: for a caller that may hold a lock
   * which the reader needs.
   */
  @Nullable
  Frame getUnread(long nanos) throws InterruptedException {
    try {
      if (!frame.isDone()) {
        recallReader();
        owner.spin(frame::isDone);
      }
      return frame.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      return null;
    }
  }

  /**
   * Waits for the answer, and withdraws the request where it does not come in time, or the thread
   * is interrupted first. An answer that crosses the withdrawal counts, and an interrupt that came
   * too late stays with the thread. Neither the limit nor an interrupt depends on an owner that
   * runs: where one does not say soon what became of the request, the request counts as withdrawn,
   * and what it achieves all the same goes to {@code late}.
   *
   * @param nanos how long, at least 0; {@link Long#MAX_VALUE} is for ever
   * @param late undoes what is not waited for any more; runs on a thread that must not block
   * @return null if the request was withdrawn, here or by its owner
   */
  public @Nullable Frame await(long nanos, Consumer<Frame> late) throws InterruptedException {
    try {
      Frame answer = get(nanos);
      return answer != null ? unlessWithdrawn(answer) : withdraw(late);
    } catch (InterruptedException e) {
      Frame answer = withdraw(late);
      if (answer == null) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return answer;
    }
  }

  /**
   * As {@link #await}, for what is not meant to wait, and asks only because it must: even if the
   * thread is interrupted, and for as long as an owner that runs takes to answer.
   */
  public @Nullable Frame awaitBriefly(Consumer<Frame> late) {
    Frame answer = within(BRIEF_NANOS);
    return answer != null ? unlessWithdrawn(answer) : withdraw(late);
  }

  /**
   * Waits for as long as an owner that runs takes to answer, even if the thread is interrupted: for
   * what the owner does in any case, in the order in which it was asked. A refusal that comes later
   * is logged.
   *
   * @return null if no answer came
   */
  public @Nullable Frame settle() {
    Frame answer = within(BRIEF_NANOS);
    if (answer == null) {
      frame.whenComplete((late, refusal) -> {
        if (refusal != null) {
          log.warn("Process {} refused what it was asked for before: {}", owner.pid(), refusal);
        }
      });
    }
    return answer;
  }

  /**
   * Waits for the answer to a question; not for longer than calls to its owner may take. Who is
   * interrupted, which the thread stays, waits for an owner that runs only.
   *
   * @throws CallAbandonedException if no answer has come by then
   */
  public Frame joinUnlessInterrupted() {
    long limit = owner.callTimeoutNanos();
    try {
      Frame answer = get(limit == 0 ? Deadline.FOREVER : limit);
      return present(answer, "within the call timeout of " + Duration.ofNanos(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return present(within(BRIEF_NANOS), "soon after the thread was interrupted");
    }
  }

  private Frame present(@Nullable Frame answer, String when) {
    if (answer == null) {
      throw new CallAbandonedException("Process " + owner.pid() + ", in which object " + object
          + " lives, did not answer " + when
          + "; whether the call takes effect is not known: is the process stopped, or busy?");
    }
    return answer;
  }

  private static @Nullable Frame unlessWithdrawn(Frame answer) {
    return answer.hasRequestWithdrawn() ? null : answer;
  }

  /** Withdraws the request, as {@link #await} does in the end. Returns null if it was withdrawn. */
  public @Nullable Frame withdraw(Consumer<Frame> late) {
    owner.post(Frame.newBuilder()
        .setTarget(object)
        .setCorrelation(correlation)
        .setWithdrawRequest(WithdrawRequest.getDefaultInstance())
        .build());
    Frame answer = within(WITHDRAWAL_NANOS);
    if (answer != null) {
      return unlessWithdrawn(answer);
    }
    frame.thenAccept(answered -> {
      if (!answered.hasRequestWithdrawn()) {
        late.accept(answered);
      }
    });
    return null;
  }

  /**
   * Waits for the answer, even if interrupted; the thread stays interrupted if it was. Throws what
   * the request failed with.
   *
   * @return null if it has not come by then
   */
  public @Nullable Frame within(long nanos) {
    long begin = System.nanoTime();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return get(Math.max(0, nanos - (System.nanoTime() - begin)));
        } catch (InterruptedException e) {
          if (frame.isCompletedExceptionally()) {
            return joinUninterrupted(); // may fail with the interrupt of a thread elsewhere
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the answer, even if interrupted; the thread stays interrupted if it was. */
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
      if (!frame.isDone()) {
        recallReader();
        owner.spin(frame::isDone);
      }
      return frame.join();
    } catch (CompletionException e) {
      throw unwrapped(e);
    }
  }

  /** Who waits without reading must not wait for a reader that is away. */
  private void recallReader() {
    ResultSource source = owner.source();
    if (source != null) {
      source.recall();
    }
  }

  /** Reads what will bring the answer; who brings it from elsewhere has this thread look again. */
  private boolean fetch(long nanos) throws InterruptedException {
    ResultSource source = owner.source();
    if (source == null || nanos <= 0) {
      return false;
    }
    if (owner.isLocal()) {
      frame.whenComplete((answer, failure) -> source.wake());
    }
    return source.readUntil(frame::isDone, nanos);
  }

  private boolean isSoonDone(long nanos) throws InterruptedException {
    return frame.isDone() || fetch(nanos) || (nanos > 0 && owner.spin(frame::isDone));
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
