package io.troupe.internal.actor;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.dispatch.sysmsg.SystemMessage;

/**
 * Stands in a message for a thread of this process that waits for the answer: it goes nowhere but
 * with that message.
 */
final class AskerRef extends ForeignRef {
  private static final long serialVersionUID = 1L;

  private final transient ActorRefs refs;

  AskerRef(ActorRefs refs) {
    super(refs.provider(), refs.askerPath());
    this.refs = refs;
  }

  @Override
  public void $bang(Object message, ActorRef sender) {
    refs.deadLetter(message, sender, this);
  }

  @Override
  public void sendSystemMessage(SystemMessage message) {
    // It cannot be watched, for no actor has it.
  }

  @Override
  public boolean isTerminated() {
    return false;
  }
}
