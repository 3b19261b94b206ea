package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.CallerGone;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.system.Role;
import io.troupe.proto.ActorFrame;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.RequestWithdrawn;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * An actor of this process as an object: what others send goes to its mailbox, and those who watch
 * it hear of its end.
 */
final class ExportedActor implements Role<ObjectMessage> {
  /** The actor has ended; why, where it failed. */
  record Ended(@Nullable Failure failure) implements ObjectMessage {}

  private final ActorRefs refs;
  private final long number;
  private final InternalActorRef target;
  private final ActorRef<Object> entry;
  private final Runnable onEnd;
  private final Map<Caller, Credit> credits = new HashMap<>();
  private final Set<Request> watchers = new LinkedHashSet<>();

  /** Questions that the actor has not seen yet. */
  private final Set<Arrival> questions = ConcurrentHashMap.newKeySet();

  private @Nullable Ended ended;

  /**
   * @param entry takes arrivals for the target
   * @param onEnd called when nobody refers to the actor any more from elsewhere
   */
  ExportedActor(
      ActorRefs refs,
      long number,
      InternalActorRef target,
      ActorRef<Object> entry,
      Runnable onEnd) {
    this.refs = refs;
    this.number = number;
    this.target = target;
    this.entry = entry;
    this.onEnd = onEnd;
  }

  ActorRefs refs() {
    return refs;
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof Request request) {
      onRequest(request);
    } else if (message instanceof Ended end) {
      onEnded(end);
    } else if (message instanceof CallerGone gone) {
      onCallerGone(gone.caller());
    } else {
      return false;
    }
    return true;
  }

  private void onRequest(Request request) {
    Frame frame = request.frame();
    if (frame.hasWithdrawRequest()) {
      unwatch(request);
    } else {
      onActorFrame(request, frame.getActor());
    }
  }

  private void onActorFrame(Request request, ActorFrame frame) {
    switch (frame.getBodyCase()) {
      case MESSAGE -> onMessage(request);
      case WATCH -> watch(request);
      case STOP -> refs.stopHere(target);
      default ->
        request.reply(Refusals.encode(
            new IllegalArgumentException("An actor takes messages, not " + frame.getBodyCase())));
    }
  }

  private void onMessage(Request request) {
    Credit credit = credits.computeIfAbsent(request.caller(), caller -> new Credit(caller, number));
    Arrival arrival = new Arrival(this, request, credit);
    if (ended != null) {
      lose(arrival);
      return;
    }
    if (arrival.isQuestion()) {
      questions.add(arrival);
    }
    FrontThread.deliver(() -> entry.tell(arrival));
  }

  private void lose(Arrival arrival) {
    arrival.refuse(lost());
    refs.deadLetter(arrival, null, target);
  }

  private OwnerLostException lost() {
    return new OwnerLostException(
        "The actor " + this + " of process " + ProcessHandle.current().pid() + " has ended");
  }

  /** The actor looks at a message: from now on it is for the actor to answer. On any thread. */
  void opened(Arrival arrival) {
    questions.remove(arrival);
  }

  private void watch(Request request) {
    if (ended == null) {
      watchers.add(request);
    } else {
      request.reply(ActorFrames.ended(ended.failure()));
    }
  }

  private void unwatch(Request withdrawal) {
    for (Iterator<Request> each = watchers.iterator(); each.hasNext(); ) {
      Request watch = each.next();
      if (watch.caller() == withdrawal.caller()
          && watch.frame().getCorrelation() == withdrawal.frame().getCorrelation()) {
        each.remove();
        watch.reply(Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
        return;
      }
    }
  }

  private void onEnded(Ended end) {
    ended = end;
    for (Arrival question : Set.copyOf(questions)) {
      questions.remove(question);
      question.refuse(lost());
    }
    watchers.forEach(watch -> watch.reply(ActorFrames.ended(end.failure())));
    watchers.clear();
    credits.keySet().forEach(caller -> caller.tell(number, ActorFrames.ended(end.failure())));
  }

  private void onCallerGone(Caller caller) {
    credits.remove(caller);
    watchers.removeIf(watch -> watch.caller() == caller);
  }

  @Override
  public void onEnd() {
    onEnd.run();
  }

  @Override
  public String toString() {
    return target.path().name();
  }
}
