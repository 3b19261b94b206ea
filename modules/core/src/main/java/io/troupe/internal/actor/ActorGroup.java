package io.troupe.internal.actor;

import io.troupe.function.Task0;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Actors of this process that end together, at the latest. Thread-safe. */
public final class ActorGroup implements AutoCloseable {
  private final ActorRefs refs;
  private final Keeper parent;

  ActorGroup(ActorRefs refs, String name) {
    this.refs = refs;
    parent = Keeper.start(refs, name, refs.threads(), refs.population()::ended);
  }

  /** Starts an actor; fails with what the factory throws. */
  public CompletionStage<ActorRef<Object>> spawn(Task0<Behavior<Object>> factory) {
    return refs.population().start(parent, refs.newName("actor"), factory);
  }

  @Override
  public void close() {
    parent.end();
  }
}
