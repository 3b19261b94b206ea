package io.troupe.internal.actor;

import io.troupe.PayloadException;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Status;
import org.apache.pekko.dispatch.sysmsg.DeathWatchNotification;
import org.apache.pekko.dispatch.sysmsg.SystemMessage;
import org.apache.pekko.dispatch.sysmsg.Watch;

/** Who asked, in another process: takes one answer. */
final class ReplyRef extends ForeignRef {
  private static final long serialVersionUID = 1L;

  private final transient ActorRefs refs;
  private final transient Request request;
  private final AtomicBoolean answered = new AtomicBoolean();

  ReplyRef(ActorRefs refs, ActorPath path, Request request) {
    super(refs.provider(), path);
    this.refs = refs;
    this.request = request;
  }

  /** @throws PayloadException if the answer cannot cross; who asked hears of that, too */
  @Override
  public void $bang(Object message, ActorRef sender) {
    if (!answered.compareAndSet(false, true)) {
      refs.deadLetter(message, sender, this);
      return;
    }
    if (message instanceof Status.Failure failure) {
      request.reply(Refusals.encode(failure.cause()));
      return;
    }
    try {
      request.reply(ActorFrames.message(refs.encode(message).value()));
    } catch (PayloadException e) {
      request.reply(Refusals.encode(e));
      throw e;
    }
  }

  /** No answer will come; without effect after one. */
  void refuse(Throwable reason) {
    if (answered.compareAndSet(false, true)) {
      request.reply(Refusals.encode(reason));
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
    return answered.get();
  }
}
