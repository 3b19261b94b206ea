package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.function.Portable;
import io.troupe.manager.ManagedActor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** An actor that lives elsewhere. */
final class ActorProxy<M> implements ManagedActor<M>, Managed {
  private final Remote remote;

  ActorProxy(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Remote remote() {
    return remote;
  }

  @Override
  public Kind kind() {
    return Kind.ACTOR;
  }

  @Override
  public void tell(M message) {
    remote.tell(Call.of("tell").value(requireNonNull(message, "message")));
  }

  @Override
  public <R> R ask(Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout)
      throws InterruptedException {
    return remote.<R>single(remote.callInterruptibly(asking(message, timeout)));
  }

  @Override
  public <R> CompletionStage<R> askAsync(
      Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout) {
    return remote.callAsync(asking(message, timeout)).thenApply(remote::<R>single);
  }

  private static <R> Call asking(Portable.Function<ActorRef<R>, ?> message, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
    return Call.of("ask").function(requireNonNull(message, "message")).value(timeout);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return remote.object().hashCode();
  }

  @Override
  public String toString() {
    return "Actor(" + remote + ")";
  }
}
