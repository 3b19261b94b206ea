package io.troupe.internal.actor;

import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRefProvider;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.LocalRef;
import org.apache.pekko.actor.Nobody$;
import scala.collection.Iterator;

/**
 * A reference of which Pekko knows nothing but how to send to it. It has no parent, no children,
 * and no one to supervise it.
 */
abstract class ForeignRef extends InternalActorRef implements LocalRef {
  private static final long serialVersionUID = 1L;

  private final transient ActorRefProvider provider;
  private final transient ActorPath path;

  ForeignRef(ActorRefProvider provider, ActorPath path) {
    this.provider = provider;
    this.path = path;
  }

  @Override
  public final ActorRefProvider provider() {
    return provider;
  }

  @Override
  public final ActorPath path() {
    return path;
  }

  /** For Pekko, which asks whether its own remoting watches it. */
  @Override
  public final boolean isLocal() {
    return true;
  }

  @Override
  public final InternalActorRef getParent() {
    return Nobody$.MODULE$;
  }

  @Override
  public final InternalActorRef getChild(Iterator<String> names) {
    return names.forall(String::isEmpty) ? this : Nobody$.MODULE$;
  }

  @Override
  public final void start() {}

  @Override
  public final void suspend() {}

  @Override
  public final void resume(Throwable cause) {}

  @Override
  public final void restart(Throwable cause) {}

  @Override
  public void stop() {}
}
