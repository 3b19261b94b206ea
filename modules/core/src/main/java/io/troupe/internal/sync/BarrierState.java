package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.BarrierStatus;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A barrier at its owner: which parties have come. Once all have, one of them may have to run the
 * action; a thread that comes meanwhile waits for the passage after that.
 */
final class BarrierState implements SyncState {
  private final int parties;
  private final boolean hasAction;
  private final List<Turn> arrived = new ArrayList<>();
  private final List<Turn> early = new ArrayList<>();
  private long passage = 1;
  private boolean broken;
  // The one that runs the action now; it is not among those who have arrived.
  private @Nullable Caller runner;

  BarrierState(int parties, boolean hasAction) {
    this.parties = parties;
    this.hasAction = hasAction;
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    if (request.frame().getSync().hasBarrierRequest()) {
      obey(request);
    } else {
      request.reply(SyncFrames.unknown(request));
    }
  }

  private void obey(ObjectMessage.Request request) {
    long wanted = request.frame().getSync().getBarrierRequest().getPassage();
    switch (request.frame().getSync().getBarrierRequest().getWish()) {
      case WISH_AWAIT -> arrive(Turn.of(request, 0));
      case WISH_ACTION_DONE -> actionDone(request, wanted);
      case WISH_ACTION_FAILED -> actionFailed(request, wanted);
      case WISH_RESET -> reset(request);
      case WISH_ABORT -> abort(request);
      case WISH_STATE -> request.reply(state());
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  private void arrive(Turn turn) {
    if (broken) {
      turn.request().reply(state());
    } else if (runner != null) {
      early.add(turn);
    } else if (arrived.size() < parties - 1) {
      arrived.add(turn);
    } else {
      complete(turn);
    }
  }

  private void complete(Turn last) {
    if (hasAction) {
      runner = last.caller();
      last.request().reply(passed(parties - 1, true));
    } else {
      last.request().reply(passed(parties - 1, false));
      letPass();
    }
  }

  private void letPass() {
    for (int i = 0; i < arrived.size(); i++) {
      arrived.get(i).request().reply(passed(i, false));
    }
    nextPassage();
  }

  private void nextPassage() {
    arrived.clear();
    runner = null;
    passage++;
    List<Turn> next = List.copyOf(early);
    early.clear();
    next.forEach(this::arrive);
  }

  private void actionDone(ObjectMessage.Request request, long wanted) {
    if (wanted != passage || runner == null) {
      request.reply(brokenState()); // it was reset, or broke, meanwhile
    } else {
      request.reply(passed(parties - 1, false));
      letPass();
    }
  }

  private void actionFailed(ObjectMessage.Request request, long wanted) {
    if (wanted == passage && runner != null) {
      breakUp();
    }
    request.reply(state());
  }

  private void breakUp() {
    broken = true;
    dismiss(arrived);
    nextPassage();
  }

  private void dismiss(List<Turn> turns) {
    turns.forEach(turn -> turn.request().reply(brokenState()));
  }

  private void reset(ObjectMessage.Request request) {
    dismiss(arrived);
    dismiss(early);
    early.clear();
    broken = false;
    nextPassage();
    request.reply(state());
  }

  private void abort(ObjectMessage.Request request) {
    breakUp();
    request.reply(state());
  }

  // One party has waited long enough for the others, or was interrupted. Once all have come it is
  // too late for that.
  @Override
  public void onWithdrawn(Waiter waiter) {
    if (runner == null && arrived.removeIf(turn -> turn.waiter().equals(waiter))) {
      waiter.withdrawn();
      breakUp();
    } else if (early.removeIf(turn -> turn.waiter().equals(waiter))) {
      waiter.withdrawn(); // the passage under way goes on, and its own has not begun
    }
  }

  @Override
  public void onGone(Caller caller) {
    early.removeIf(turn -> turn.caller() == caller);
    if (caller == runner || arrived.stream().anyMatch(turn -> turn.caller() == caller)) {
      breakUp();
    }
  }

  private Frame.Builder passed(int index, boolean runAction) {
    return answer(BarrierStatus.newBuilder().setIndex(index).setRunAction(runAction));
  }

  private Frame.Builder brokenState() {
    return answer(BarrierStatus.newBuilder().setBroken(true));
  }

  private Frame.Builder state() {
    return answer(BarrierStatus.newBuilder()
        .setBroken(broken)
        .setWaiting(runner == null ? arrived.size() : 0));
  }

  private Frame.Builder answer(BarrierStatus.Builder status) {
    return SyncFrames.frame(SyncFrame.newBuilder().setBarrierStatus(status.setPassage(passage)));
  }
}
