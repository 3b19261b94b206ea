package io.troupe.internal.actor;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.ActorFrame;
import io.troupe.proto.ActorHandle;
import io.troupe.proto.Frame;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.Status;
import org.apache.pekko.actor.typed.internal.adapter.ActorRefAdapter;
import org.apache.pekko.dispatch.sysmsg.SystemMessage;
import org.apache.pekko.dispatch.sysmsg.Unwatch;
import org.apache.pekko.dispatch.sysmsg.Watch;
import org.apache.pekko.pattern.PromiseActorRef;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.FutureConverters;

/**
 * An actor of another process, for the actors of this one. There is one for each, as long as
 * anything refers to it.
 */
final class RemoteActorRef extends ForeignRef {
  private static final long serialVersionUID = 1L;

  private final transient ActorRefs refs;
  private final transient ObjectRef object;
  private final String name;
  private final transient End end = new End();
  private final transient Baggage baggage = new Baggage();
  private final transient Window window;
  private final transient DeathWatch deaths;

  private RemoteActorRef(ActorRefs refs, ObjectRef object, String name) {
    super(refs.provider(), refs.path(object, name));
    this.refs = refs;
    this.object = object;
    this.name = name;
    WeakReference<ObjectRef> there = new WeakReference<>(object);
    window = new Window(() -> isLost(there.get()));
    deaths = new DeathWatch(this, object, end, refs);
  }

  private static boolean isLost(@Nullable ObjectRef object) {
    return object == null || object.isLost();
  }

  static RemoteActorRef of(ActorRefs refs, ObjectRef object, String name) {
    RemoteActorRef made = new RemoteActorRef(refs, object, name);
    made.listen();
    return made;
  }

  /** The listener must not refer to the object. */
  private void listen() {
    Window room = window;
    Baggage handles = baggage;
    End known = end;
    Failures failures = refs.failures();
    object.listen(news -> take(news.getActor(), room, handles, known, failures));
  }

  private static void take(
      ActorFrame news, Window room, Baggage handles, End known, Failures failures) {
    if (news.hasProcessed()) {
      room.processed(news.getProcessed().getCount(), news.getProcessed().getBytes());
      handles.taken(news.getProcessed().getCount());
    } else if (news.hasEnded()) {
      known.said(news.getEnded(), failures);
      handles.lost();
    }
  }

  /** Returns a handle that can travel. */
  ActorHandle handle() {
    return ActorHandle.newBuilder().setObject(object.handle()).setName(name).build();
  }

  ObjectRef object() {
    return object;
  }

  End end() {
    return end;
  }

  /** Completes when the actor has ended, with why it failed. */
  CompletionStage<Optional<Throwable>> whenEnded() {
    CompletionStage<Optional<Throwable>> cause = end.cause();
    deaths.begin();
    return cause;
  }

  /** @throws PayloadException if the message cannot cross */
  @Override
  public void $bang(Object message, ActorRef sender) {
    send(message, sender, null);
  }

  /**
   * Sends a message, and tells what becomes of it.
   *
   * @throws PayloadException if the message cannot cross
   */
  void deliver(Object message, Delivery delivery) {
    send(message, noSender(), delivery);
  }

  private void send(Object message, ActorRef sender, @Nullable Delivery delivery) {
    Outgoing outgoing =
        new Outgoing(message, sender, Question.encode(() -> refs.encode(message)), delivery);
    int size = outgoing.payload().size();
    if (isTerminated()) {
      lose(outgoing, "has ended");
    } else if (!window.enter(size)) {
      lose(outgoing, "has taken nothing for a while, and has no room");
    } else {
      pack(outgoing.departure(), outgoing.asker() == null ? delivery : null);
      send(outgoing);
    }
  }

  /** A message on its way. */
  private record Outgoing(
      Object message,
      ActorRef sender,
      Question.Encoded<Departure<ByteString>> encoded,
      @Nullable Delivery delivery) {

    Departure<ByteString> departure() {
      return encoded.message();
    }

    ByteString payload() {
      return encoded.message().value();
    }

    @Nullable
    PromiseActorRef asker() {
      return encoded.asker();
    }

    Frame.Builder frame() {
      return ActorFrames.message(payload(), delivery != null);
    }
  }

  /**
   * Takes note of what a message leaves here until it is taken. When the actor is lost with its
   * process, nothing else says so: the answer to this question does, which does not hold the
   * reference.
   */
  private void pack(Departure<ByteString> message, @Nullable Delivery delivery) {
    if (!baggage.sending(message, delivery)) {
      return;
    }
    Baggage handles = baggage;
    try {
      Answer ended = object.ask(ActorFrames.watch());
      ended.stage().whenComplete((frame, failure) -> handles.lost());
    } catch (OwnerLostException e) {
      handles.lost(); // and the message cannot be sent, either
    }
  }

  private void send(Outgoing outgoing) {
    try {
      if (outgoing.asker() == null) {
        object.tell(outgoing.frame());
      } else {
        ask(outgoing, outgoing.asker());
      }
    } catch (OwnerLostException e) {
      lose(outgoing, "is lost with its process");
    }
  }

  /**
   * Asks, and waits on this thread, which reads what comes meanwhile: no other one has to be woken.
   */
  <T, R> R ask(Function<org.apache.pekko.actor.typed.ActorRef<R>, T> message, Duration timeout)
      throws TimeoutException, InterruptedException {
    T question = message.apply(ActorRefAdapter.apply(new AskerRef(refs)));
    Departure<ByteString> departure =
        Question.encode(() -> refs.encode(question)).message();
    ByteString payload = departure.value();
    if (isTerminated() || !window.enter(payload.size())) {
      departure.lost();
      throw new OwnerLostException("The actor " + where() + " has ended, or takes no messages");
    }
    pack(departure, null);
    return answer(object.ask(ActorFrames.message(payload)), timeout);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the actor's protocol says
  private <R> R answer(Answer answer, Duration timeout)
      throws TimeoutException, InterruptedException {
    try {
      Frame frame = answer.get(Deadline.nanos(timeout));
      if (frame == null) {
        throw new TimeoutException("The actor " + where() + " did not answer within " + timeout);
      }
      return (R) refs.decode(frame.getActor().getMessage().getPayload(), null);
    } finally {
      object.forget(answer);
    }
  }

  private void ask(Outgoing question, PromiseActorRef asker) {
    Answer answer = object.ask(question.frame());
    Delivery delivery = question.delivery();
    answer.stage().whenComplete((said, failure) -> answered(asker, delivery, said, failure));
    FutureConverters.asJava(asker.result().future()).whenComplete((result, failure) -> {
      object.forget(answer);
      if (!answer.isDone()) {
        settle(delivery); // the answer is not waited for any more
      }
    });
  }

  private void answered(
      PromiseActorRef asker,
      @Nullable Delivery delivery,
      @Nullable Frame answer,
      @Nullable Throwable failure) {
    if (answer != null) {
      settle(delivery); // before the next question can be asked
      // What waits for it runs code of the program, which the reader of the link must not.
      refs.run(() -> asker.tell(decoded(answer), noSender()));
      return;
    }
    Throwable why = failure == null ? object.lost() : failure;
    Runnable giveUp = () -> refs.run(() -> asker.tell(new Status.Failure(why), noSender()));
    if (delivery != null && why instanceof OwnerLostException) {
      delivery.lost(giveUp);
    } else {
      giveUp.run();
      settle(delivery);
    }
  }

  private static void settle(@Nullable Delivery delivery) {
    if (delivery != null) {
      delivery.done();
    }
  }

  private Object decoded(Frame answer) {
    try {
      return refs.decode(answer.getActor().getMessage().getPayload(), null);
    } catch (PayloadException e) {
      return new Status.Failure(e);
    }
  }

  private void lose(Outgoing outgoing, String why) {
    outgoing.departure().lost();
    PromiseActorRef asker = outgoing.asker();
    Runnable giveUp = asker == null
        ? () -> {}
        : () -> asker.tell(
            new Status.Failure(new OwnerLostException("The actor " + where() + " " + why)),
            noSender());
    Delivery delivery = outgoing.delivery();
    if (delivery != null) {
      delivery.lost(giveUp);
    } else {
      giveUp.run();
      refs.deadLetter(outgoing.message(), outgoing.sender(), this);
    }
  }

  @Override
  public void sendSystemMessage(SystemMessage message) {
    if (message instanceof Watch watch) {
      deaths.add(watch.watcher());
    } else if (message instanceof Unwatch unwatch) {
      deaths.remove((InternalActorRef) unwatch.watcher());
    }
  }

  @Override
  public boolean isTerminated() {
    return end.isKnown() || object.isLost();
  }

  /** Ends the actor, where its process started it for others. */
  @Override
  public void stop() {
    try {
      object.post(ActorFrames.stop());
    } catch (OwnerLostException e) {
      // It has ended with its process.
      return;
    }
  }

  String where() {
    return name + " of process " + object.ownerPid();
  }
}
