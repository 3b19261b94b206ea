package io.troupe.internal.actor;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Status;
import org.apache.pekko.dispatch.sysmsg.DeathWatchNotification;
import org.apache.pekko.dispatch.sysmsg.SystemMessage;
import org.apache.pekko.dispatch.sysmsg.Watch;

/** Takes the one answer to a question of this process. */
final class AnswerRef extends ForeignRef {
  private static final long serialVersionUID = 1L;

  private final transient ActorRefs refs;
  private final transient CompletableFuture<Object> answer;

  AnswerRef(ActorRefs refs, CompletableFuture<Object> answer) {
    super(refs.provider(), refs.askerPath());
    this.refs = refs;
    this.answer = answer;
  }

  @Override
  public void $bang(Object message, ActorRef sender) {
    boolean first = message instanceof Status.Failure failure
        ? answer.completeExceptionally(failure.cause())
        : answer.complete(message);
    if (!first) {
      refs.deadLetter(message, sender, this);
    }
  }

  @Override
  public void sendSystemMessage(SystemMessage message) {
    if (message instanceof Watch watch && isTerminated()) {
      watch.watcher().sendSystemMessage(new DeathWatchNotification(this, true, false));
    }
  }

  @Override
  public boolean isTerminated() {
    return answer.isDone();
  }
}
