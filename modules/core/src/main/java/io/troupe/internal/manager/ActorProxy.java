package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.internal.manager.call.Call;
import io.troupe.internal.manager.call.CallTable;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.manager.CallAbandonedException;
import io.troupe.manager.ManagedActor;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** An actor that lives elsewhere. */
public final class ActorProxy<M> implements ManagedActor<M>, Managed {
  private static final CallTable.Shape TELL = CallTable.of(ActorCalls.class).find("tell");
  private static final CallTable.Shape ASK = CallTable.of(ActorCalls.class).find("ask");

  /** So long an owner that runs may take to say that the time is over. */
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ManagedRef object;

  ActorProxy(ManagedRef object) {
    this.object = object;
  }

  @Override
  public ManagedRef managedRef() {
    return object;
  }

  @Override
  public Kind managedKind() {
    return Kind.ACTOR;
  }

  @Override
  public void tell(M message) {
    object.tell(TELL.encode(object, object.element(requireNonNull(message, "message"))));
  }

  @Override
  public <R> R ask(Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout)
      throws TimeoutException, InterruptedException {
    try {
      return object
          .callInterruptibly(asking(message, timeout), limit(timeout))
          .get(0)
          .take();
    } catch (CallAbandonedException e) {
      throw notInTime(timeout, e);
    }
  }

  /** The manager minds the time limit; this is for one that is stopped. */
  private static long limit(Duration timeout) {
    return Deadline.nanos(timeout) + SOON_NANOS;
  }

  private static TimeoutException notInTime(Duration timeout, CallAbandonedException reason) {
    TimeoutException late = new TimeoutException(
        "The manager did not answer within " + timeout + ": is its process stopped, or busy?");
    late.initCause(reason);
    return late;
  }

  @Override
  public <R> CompletionStage<R> askAsync(
      Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout) {
    return object
        .callLater(asking(message, timeout), limit(timeout))
        .exceptionally(failure -> {
          throw failure.getCause() instanceof CallAbandonedException abandoned
              ? new CompletionException(notInTime(timeout, abandoned))
              : Thrower.unchecked(failure);
        })
        .thenApply(Element::<R>take);
  }

  private <R> Call asking(Portable.Function<ActorRef<R>, ?> message, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    return ASK.encode(object, object.code(requireNonNull(message, "message")), timeout);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }

  @Override
  public String toString() {
    return "Actor(" + object + ")";
  }
}
