package io.troupe.internal.cluster.failover;

import io.troupe.cluster.FailoverActor;
import io.troupe.cluster.FailoverException;
import io.troupe.cluster.FailoverStep;
import io.troupe.function.Task2;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.FailoverActorCommand;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import io.troupe.proto.Failure;
import java.time.Duration;
import java.util.Optional;

/** An actor, as it is used; who uses it can run it. */
record ActorFacade<S, M, R>(AgreedName object, S first, Task2<S, M, FailoverStep<S, R>> behavior)
    implements FailoverActor<M, R> {

  @Override
  public R ask(M message) throws InterruptedException {
    return ask(message, Deadline.NEVER).orElseThrow();
  }

  @Override
  public Optional<R> ask(M message, Duration timeout) throws InterruptedException {
    return ask(message, Deadline.after(timeout));
  }

  private Optional<R> ask(M message, Deadline deadline) throws InterruptedException {
    FailoverCommand.Builder ask =
        command(FailoverActorCommand.newBuilder().setAsk(AgreedName.encode(message, "message")));
    try (ActorHost host = host()) {
      if (host.isCaller()) {
        throw new IllegalStateException("The actor '" + object + "' would wait for its own answer:"
            + " it may tell itself something, or make it of its state");
      }
      return answer(asked(ask, deadline));
    }
  }

  private ActorHost host() {
    return Client.of(object.guide())
        .host(
            object,
            () -> new ActorWork<>(object, AgreedName.encode(first, "first state"), behavior));
  }

  private FailoverResult asked(FailoverCommand.Builder ask, Deadline deadline)
      throws InterruptedException {
    while (true) {
      // What was answered has had its effect, and cannot be undone.
      FailoverCommand.Builder nothing = FailoverCommand.newBuilder().setKeep(true);
      Errand errand =
          new Errand(object.guide(), ask, FailoverKind.FAILOVER_ACTOR, answered -> nothing);
      try {
        return AgreedName.requireNotRefused(errand.await(deadline));
      } catch (SessionEndedException e) {
        if (errand.mayBeDone()) {
          throw new FailoverException(
              "This process was silent for so long that it was taken for dead: what the actor '"
                  + object + "' has made of a message is not known",
              e);
        }
      }
    }
  }

  private static <R> Optional<R> answer(FailoverResult result) {
    if (result.getStatus() == Status.FAILED) {
      throw Thrower.unchecked(failure(result));
    }
    return AgreedName.value(result);
  }

  private static Throwable failure(FailoverResult result) {
    try {
      return TroupeRuntime.current().failures().decode(Failure.parseFrom(result.getValue()));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException("an actor has answered what is no failure", e);
    }
  }

  @Override
  public void tell(M message) {
    FailoverActorCommand.Builder tell =
        FailoverActorCommand.newBuilder().setTell(AgreedName.encode(message, "message"));
    try (ActorHost host = host()) {
      object.write(command(tell));
    }
  }

  @Override
  public void reset() {
    object.write(command(FailoverActorCommand.newBuilder().setReset(true)));
  }

  private FailoverCommand.Builder command(FailoverActorCommand.Builder change) {
    return object.command().setActor(change);
  }

  @Override
  public String toString() {
    return "FailoverActor[" + object + "]";
  }
}
