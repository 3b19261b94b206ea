package io.troupe.actor;

import static java.util.Objects.requireNonNull;

import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.function.Task0;
import io.troupe.internal.actor.ActorRefs;
import io.troupe.internal.actor.PatientStart;
import io.troupe.internal.actor.StandIn;
import io.troupe.internal.process.Controls;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The start of an actor in a process, its own or one for several. */
final class ActorStart {
  private static final long ANSWER_SECONDS = 60;

  private ActorStart() {}

  /**
   * Checks a name before there is a process.
   *
   * @throws IllegalArgumentException if Pekko does not allow it
   */
  static void requireName(String name) {
    if (!ActorPath.isValidPathElement(requireNonNull(name, "name"))) {
      throw new IllegalArgumentException("'" + name
          + "' is no name of an actor: Pekko allows ASCII letters, digits and -_.*$+:@&=,!~';"
          + " and no $ at the beginning");
    }
  }

  /** Starts an actor in a process that is being started, without waiting for either. */
  static <T> StandIn.Begun<T> inNewProcess(
      Task0<Behavior<T>> factory, String name, PatientStart start) {
    CompletionStage<ActorRef<T>> ref =
        start.started().thenCompose(process -> in(process, factory, name));
    ref.whenComplete((made, failure) -> {
      if (failure != null) {
        start.kill();
      }
    });
    return new StandIn.Begun<>(ref, Actors::whenEnded, start::kill);
  }

  /** Starts an actor in a process that runs. */
  static <T> CompletionStage<ActorRef<T>> in(
      Process process, Task0<Behavior<T>> factory, String name) {
    ActorRefs refs = TroupeRuntime.current().actorRefs();
    requireName(name);
    return Controls.of(process)
        .lasting(TroupeRuntime.current().objects(), ActorRefs.SPAWNER)
        .thenCompose(spawner -> refs.spawn(spawner, factory, name))
        .thenApply(ref -> ActorRefs.startedIn(process, ref));
  }

  /** Waits until an actor is made; throws what its factory throws. */
  static <T> T await(CompletionStage<T> stage, Process process) {
    try {
      return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw Thrower.unchecked(requireNonNull(e.getCause(), "cause"));
    } catch (TimeoutException e) {
      throw new ProcessStartException(
          process + " did not start the actor within " + ANSWER_SECONDS + " s: is it stopped?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessStartException("Interrupted while " + process + " started an actor", e);
    }
  }
}
