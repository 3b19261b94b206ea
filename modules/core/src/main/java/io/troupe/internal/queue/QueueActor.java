package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.object.Waiter;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.GetItems;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueCall;
import io.troupe.proto.QueueFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * A queue in its owner: passes what callers ask on to the {@link QueueState}, until no process
 * holds it.
 */
final class QueueActor implements Role<ObjectMessage> {

  /** The budget of this process has room again. */
  private enum Room implements ObjectMessage {
    INSTANCE
  }

  /** What was called back should have come by now. */
  private enum Overdue implements ObjectMessage {
    INSTANCE
  }

  /** So long a process that runs may take to give back what it has not taken. */
  private static final Duration RECALL_LIMIT = Duration.ofSeconds(1);

  private final LocalActor<ObjectMessage> self;
  private final QueueState state;
  private final Map<Caller, Tallies> tallies = new HashMap<>();
  private boolean awaitsRecalled;

  /**
   * Makes an empty queue.
   *
   * @param object its number
   * @param maxSize the most items; 0 for no bound
   * @param joinable whether what was taken and not reported done is given again when its consumer
   *     dies
   */
  QueueActor(long object, LocalActor<ObjectMessage> self, int maxSize, boolean joinable) {
    this.self = self;
    state = new QueueState(
        object, maxSize, joinable, MemoryBudget.ofThisProcess(), () -> self.tell(Room.INSTANCE));
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof ObjectMessage.Request request) {
      onRequest(request);
    } else if (message instanceof ObjectMessage.CallerGone gone) {
      state.gone(gone.caller());
      tallies.remove(gone.caller());
    } else if (message == Room.INSTANCE) {
      state.roomAgain();
    } else if (message == Overdue.INSTANCE) {
      awaitsRecalled = false;
      state.recallsOverdue();
    } else {
      return false;
    }
    return true;
  }

  private void onRequest(ObjectMessage.Request request) {
    Caller caller = request.caller();
    if (request.frame().hasWithdrawRequest()) {
      state.withdraw(request.waiter());
      return;
    }
    QueueFrame body = request.frame().getQueue();
    switch (body.getBodyCase()) {
      case PUT_ITEMS -> put(request, body.getPutItems());
      case GET_ITEMS -> get(request, body.getGetItems());
      case SHARE_TALLIES -> share(request, body.getShareTallies().getMemory());
      case ITEMS_TAKEN ->
        state.taken(
            caller, body.getItemsTaken().getBatch(), body.getItemsTaken().getCount());
      case GIVE_BACK ->
        state.giveBack(caller, body.getGiveBack().getBatch(), body.getGiveBack().getTaken());
      case WINDOW_ENDED -> state.windowEnded(caller);
      case CALL -> call(request, body.getCall());
      default -> refuse(request);
    }
    if (state.isRecalling() && !awaitsRecalled) {
      awaitsRecalled = true;
      self.later(RECALL_LIMIT, Overdue.INSTANCE);
    }
  }

  private void put(ObjectMessage.Request request, PutItems put) {
    if (request.frame().getCorrelation() == 0) {
      state.putUnasked(request.caller(), put.getItemsList());
    } else {
      state.put(request.waiter(), put.getItemsList(), put.getWait());
    }
  }

  private void get(ObjectMessage.Request request, GetItems get) {
    Waiter taker = request.waiter();
    Tallies shared = tallies.get(taker.caller());
    Tallies.Tally tally = shared == null || !get.hasTally()
        ? Tallies.Tally.NONE
        : shared.of(get.getTally(), taker.correlation());
    state.finished(taker.caller(), get.getFinishedList());
    state.get(taker, new QueueState.Want(Math.max(1, get.getMost()), tally), get.getWait());
  }

  private void share(ObjectMessage.Request request, String memory) {
    try {
      tallies.put(request.caller(), Tallies.attach(memory));
      request.waiter().done();
    } catch (IOException | IllegalArgumentException e) {
      request.reply(Refusals.encode(e));
    }
  }

  private void call(ObjectMessage.Request request, QueueCall call) {
    Waiter asker = request.waiter();
    switch (call.getCallCase()) {
      case COUNT -> state.count(asker);
      case LIST -> state.list(asker, call.getList().getMost());
      case REMOVE -> state.remove(asker, new HashSet<>(call.getRemove().getIdsList()));
      case CLEAR -> state.clear(asker);
      case SHUT_DOWN -> state.shutDown(asker, call.getShutDown().getImmediate());
      case TASK_DONE -> state.taskDone(asker);
      case AWAIT_TASKS -> state.join(asker);
      default -> refuse(request);
    }
  }

  private static void refuse(ObjectMessage.Request request) {
    request.reply(Refusals.encode(new IllegalArgumentException(
        "A queue knows no request " + request.frame().getBodyCase() + " "
            + request.frame().getQueue().getBodyCase() + "; update the library")));
  }

  @Override
  public void onEnd() {
    state.end();
  }
}
