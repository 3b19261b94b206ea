package io.troupe.internal.connection;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A pipe in the process that made it: passes what holders say on to the {@link PipeState}, until neither end is held. */
final class PipeActor {
  private final PipeState state = new PipeState();

  private PipeActor() {}

  /** Makes a pipe of which nothing but the maker's two connections exists. */
  static Behavior<ObjectMessage> create() {
    return Behaviors.setup(context -> new PipeActor().running());
  }

  private Behavior<ObjectMessage> running() {
    return Behaviors.receive(ObjectMessage.class)
        .onMessage(ObjectMessage.Request.class, this::onRequest)
        .onMessage(ObjectMessage.CallerGone.class, this::onCallerGone)
        .onMessageEquals(ObjectMessage.Unused.INSTANCE, Behaviors::stopped)
        .build();
  }

  private Behavior<ObjectMessage> onRequest(ObjectMessage.Request request) {
    Frame frame = request.frame();
    if (frame.hasWithdrawRequest()) {
      state.withdraw(request.caller(), frame.getCorrelation());
    } else if (frame.hasPipe() && frame.getPipe().getEnd() <= 1) {
      obey(request, frame.getPipe());
    } else {
      refuse(request);
    }
    return next();
  }

  private void obey(ObjectMessage.Request request, PipeFrame said) {
    Caller caller = request.caller();
    long correlation = request.frame().getCorrelation();
    int end = said.getEnd();
    switch (said.getBodyCase()) {
      case HOLD -> state.hold(end, caller, said.getHold());
      case ISSUE -> state.issue(end, said.getIssue());
      case VOID -> state.voidTicket(end, said.getVoid());
      case LEAVE -> state.leave(end, caller);
      case OFFER -> state.offer(end, caller, correlation, said.getOffer());
      case ASK -> state.offer(end, caller, correlation, null);
      case READ -> state.read(end, caller, correlation, said.getRead());
      case WATCH -> state.watch(end, caller, correlation, said.getWatch());
      case STOP_READING -> state.stopReading(end, caller);
      case HAND_BACK -> state.handBack(end, caller, said.getHandBack());
      default -> refuse(request);
    }
  }

  private static void refuse(ObjectMessage.Request request) {
    request.reply(Refusals.encode(new IllegalArgumentException("A pipe knows no request "
        + request.frame().getBodyCase() + " " + request.frame().getPipe().getBodyCase()
        + "; update the library")));
  }

  private Behavior<ObjectMessage> onCallerGone(ObjectMessage.CallerGone gone) {
    state.gone(gone.caller());
    return next();
  }

  private Behavior<ObjectMessage> next() {
    return state.isOver() ? Behaviors.stopped() : Behaviors.same();
  }
}
