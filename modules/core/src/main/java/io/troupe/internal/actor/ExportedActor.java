package io.troupe.internal.actor;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.FrontThread;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.CallerGone;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Shortcut;
import io.troupe.internal.system.Role;
import io.troupe.proto.ActorFrame;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.RequestWithdrawn;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * An actor of this process as an object: what others send goes to its mailbox, straight from the
 * thread that reads it, and those who watch it hear of its end.
 */
final class ExportedActor implements Role<ObjectMessage>, Shortcut {
  /** The actor has ended; why, where it failed. */
  record Ended(@Nullable Failure failure) implements ObjectMessage {}

  private final ActorRefs refs;
  private final long number;
  private final InternalActorRef target;
  private final ActorRef<Object> entry;
  private final Runnable onEnd;
  private final Map<Caller, Credit> credits = new ConcurrentHashMap<>();

  /** That of who spoke last, who most often speaks next. */
  private volatile @Nullable Credit latest;

  /** For the role's own thread. */
  private final Set<Request> watchers = new LinkedHashSet<>();

  /** Questions that the actor has not seen yet. */
  private final Set<Arrival> questions = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Ended ended;

  /** Who knows that the actor has ended. */
  private final Set<Caller> told = ConcurrentHashMap.newKeySet();

  /**
   * @param entry takes arrivals for the target
   * @param onEnd called when no other process refers to the actor any more
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
      case WATCH -> watch(request);
      case STOP -> refs.population().stop(target);
      default ->
        request.reply(Refusals.encode(
            new IllegalArgumentException("An actor takes messages, not " + frame.getBodyCase())));
    }
  }

  /** Takes messages, and leaves the rest to the actor of this object. */
  @Override
  public boolean take(Request request) {
    boolean message = request.frame().getActor().hasMessage();
    if (message) {
      onMessage(request);
    }
    return message;
  }

  private void onMessage(Request request) {
    Arrival arrival = new Arrival(this, request, credit(request.caller()));
    if (arrival.isQuestion()) {
      questions.add(arrival); // before the look at the end, which refuses those that it finds
    }
    Ended end = ended;
    if (end == null) {
      FrontThread.deliver(() -> entry.tell(arrival));
    } else if (!arrival.isQuestion() || questions.remove(arrival)) {
      lose(arrival, request.caller(), end);
    }
  }

  private Credit credit(Caller caller) {
    Credit known = latest;
    if (known == null || known.caller() != caller) {
      known = credits.computeIfAbsent(caller, key -> new Credit(key, number));
      latest = known;
    }
    return known;
  }

  private void lose(Arrival arrival, Caller caller, Ended end) {
    arrival.refuse(lost());
    refs.deadLetter(arrival, null, target);
    tell(caller, end);
  }

  /** Tells one that spoke to the actor that it has ended, so that it says no more. */
  private void tell(Caller caller, Ended end) {
    if (told.add(caller)) {
      caller.tell(number, ActorFrames.ended(end.failure()));
    }
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
    Ended end = ended;
    if (end == null) {
      watchers.add(request);
    } else {
      request.reply(ActorFrames.ended(end.failure()));
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
      if (questions.remove(question)) {
        question.refuse(lost());
      }
    }
    watchers.forEach(watch -> watch.reply(ActorFrames.ended(end.failure())));
    watchers.clear();
    credits.keySet().forEach(caller -> tell(caller, end));
  }

  private void onCallerGone(Caller caller) {
    credits.remove(caller);
    told.remove(caller);
    latest = null; // which may be its
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
