package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import io.troupe.function.Task0;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.ObjectRole;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.lambda.EncodedFunction;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.ActorHandle;
import io.troupe.proto.SpawnActor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The object of each process that starts actors there for others, and what others ask of it. Lasts
 * as long as the process.
 */
public final class Spawner implements Role<ObjectMessage> {
  /** The number that it has in each process. */
  public static final long NUMBER = 1;

  private final Supplier<ActorRefs> refs;

  private Spawner(Supplier<ActorRefs> refs) {
    this.refs = refs;
  }

  /**
   * Makes it when it is first asked.
   *
   * @param refs asked for when the first actor is wanted, for it starts the actor system
   */
  public record Beginning(Supplier<ActorRefs> refs) implements ObjectRole {
    @Override
    public Role<ObjectMessage> of(long number, LocalActor<ObjectMessage> self) {
      return new Spawner(refs);
    }
  }

  /**
   * Asks the one of another process to start an actor, and completes with a handle of that; or
   * fails with what the factory throws.
   */
  static CompletionStage<ActorHandle> ask(
      ObjectRef spawner, Departure<EncodedFunction> factory, String name) {
    try {
      return spawner
          .ask(ActorFrames.spawn(factory.value().bytes(), name))
          .stage()
          .whenComplete((frame, failure) -> {
            if (failure != null) {
              factory.lost();
            }
          })
          .thenApply(answer -> answer.getActor().getSpawned());
    } catch (OwnerLostException e) {
      factory.lost();
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof Request request) {
      if (request.frame().getActor().hasSpawn()) {
        onThreadOfItsOwn(request);
      } else if (!request.frame().hasWithdrawRequest()) {
        request.reply(Refusals.encode(new IllegalArgumentException("This object starts actors")));
      }
    }
    return true;
  }

  /** The actor system may have to be started, and a function of the program's be decoded. */
  private void onThreadOfItsOwn(Request request) {
    Thread thread = new Thread(() -> spawn(request), "troupe-spawn");
    thread.setDaemon(true);
    thread.start();
  }

  private void spawn(Request request) {
    SpawnActor spawn = request.frame().getActor().getSpawn();
    try {
      ActorRefs here = refs.get();
      here.population()
          .startForOthers(spawn.getName(), () -> made(here.functions().decode(spawn.getFactory())))
          .thenApply(ref -> here.exported(ActorRefs.internal(ref)))
          .whenComplete((handle, failure) -> request.reply(
              handle == null
                  ? Refusals.encode(Thrower.unwrapped(failure))
                  : ActorFrames.spawned(handle)));
    } catch (RuntimeException | Error e) {
      request.reply(Refusals.encode(e));
    }
  }

  @SuppressWarnings("unchecked") // SpawnActor brings nothing else
  private static Behavior<Object> made(Object factory) throws Exception {
    return ((Task0<Behavior<Object>>) factory).call();
  }
}
