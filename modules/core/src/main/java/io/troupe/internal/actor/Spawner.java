package io.troupe.internal.actor;

import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.system.Role;
import io.troupe.proto.SpawnActor;
import java.util.function.Supplier;

/** The object of each process that starts actors there for others. Lasts as long as the process. */
public final class Spawner implements Role<ObjectMessage> {
  /** The number that it has in each process. */
  public static final long NUMBER = 1;

  private final Supplier<ActorRefs> refs;

  /** @param refs asked for when the first actor is wanted, for it starts the actor system */
  public Spawner(Supplier<ActorRefs> refs) {
    this.refs = refs;
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
      refs.get()
          .spawnForOthers(spawn.getFactory(), spawn.getName())
          .whenComplete((handle, failure) -> request.reply(
              handle == null
                  ? Refusals.encode(Thrower.unwrapped(failure))
                  : ActorFrames.spawned(handle)));
    } catch (RuntimeException | Error e) {
      request.reply(Refusals.encode(e));
    }
  }
}
