package io.troupe.internal.actor;

import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;

/** The typed side of a reference to an actor elsewhere, whose text says where that is. */
final class TypedRef extends ActorRefAdapter<Object> {
  TypedRef(RemoteActorRef ref) {
    super(ref);
  }

  RemoteActorRef actor() {
    return (RemoteActorRef) classicRef();
  }

  @Override
  public String toString() {
    return "Actor[" + actor().where() + "]";
  }
}
