package io.troupe.internal.connection;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.system.Role;
import io.troupe.proto.Frame;
import io.troupe.proto.PipeFrame;

/**
 * A pipe in the process that made it: passes what holders say on to the {@link PipeState}, until
 * neither end is held.
 */
final class PipeActor implements Role<ObjectMessage> {
  private final PipeState state = new PipeState();

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof ObjectMessage.Request request) {
      onRequest(request);
    } else if (message instanceof ObjectMessage.CallerGone gone) {
      state.gone(gone.caller());
    } else {
      return false;
    }
    return !state.isOver();
  }

  private void onRequest(ObjectMessage.Request request) {
    Frame frame = request.frame();
    if (frame.hasWithdrawRequest()) {
      state.withdraw(request.caller(), frame.getCorrelation());
    } else if (frame.hasPipe() && frame.getPipe().getEnd() <= 1) {
      obey(request, frame.getPipe());
    } else {
      refuse(request);
    }
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
}
