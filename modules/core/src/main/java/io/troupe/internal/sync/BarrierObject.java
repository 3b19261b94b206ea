package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.BarrierState;
import io.troupe.proto.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A barrier at its owner: who has come. Once all have, one of them may have to run the action; who comes meanwhile waits for
 * the passage after that.
 */
final class BarrierObject implements SyncState {
  private final int parties;
  private final boolean hasAction;
  private final List<Turn> arrived = new ArrayList<>();
  private final List<Turn> early = new ArrayList<>();
  private long passage = 1;
  private boolean broken;
  // Who runs the action now; it is not among those who have arrived.
  private @Nullable Caller runner;

  BarrierObject(int parties, boolean hasAction) {
    this.parties = parties;
    this.hasAction = hasAction;
  }

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case BARRIER_REQUEST -> obey(request);
      case WITHDRAW_REQUEST -> withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void obey(ObjectMessage.Request request) {
    long wanted = request.frame().getBarrierRequest().getPassage();
    switch (request.frame().getBarrierRequest().getWish()) {
      case WISH_AWAIT -> arrive(Turn.of(request, 0));
      case WISH_ACTION_DONE -> actionDone(request, wanted);
      case WISH_ACTION_FAILED -> actionFailed(request, wanted);
      case WISH_RESET -> reset(request);
      case WISH_ABORT -> abort(request);
      case WISH_STATE -> request.reply(state());
      default -> request.reply(Answers.unknown(request));
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

  // Who has waited long enough for the others, or was interrupted. Once all have come it is too
  // late for that.
  private void withdraw(ObjectMessage.Request withdrawal) {
    Turn.Key key = new Turn.Key(withdrawal.caller(), withdrawal.frame().getCorrelation());
    if (runner == null && arrived.stream().anyMatch(turn -> turn.key().equals(key))) {
      breakUp();
    } else if (early.stream().anyMatch(turn -> turn.key().equals(key))) {
      giveUpEarly(key);
    }
  }

  // Neither the passage that is under way nor the one after it is concerned, which has not begun.
  private void giveUpEarly(Turn.Key key) {
    early.stream()
        .filter(turn -> turn.key().equals(key))
        .forEach(turn -> turn.request().reply(brokenState()));
    early.removeIf(turn -> turn.key().equals(key));
  }

  @Override
  public void onGone(Caller caller) {
    early.removeIf(turn -> turn.caller() == caller);
    if (caller == runner || arrived.stream().anyMatch(turn -> turn.caller() == caller)) {
      breakUp();
    }
  }

  private Frame.Builder passed(int index, boolean runAction) {
    return answer(BarrierState.newBuilder().setIndex(index).setRunAction(runAction));
  }

  private Frame.Builder brokenState() {
    return answer(BarrierState.newBuilder().setBroken(true));
  }

  private Frame.Builder state() {
    return answer(BarrierState.newBuilder()
        .setBroken(broken)
        .setWaiting(runner == null ? arrived.size() : 0));
  }

  private Frame.Builder answer(BarrierState.Builder state) {
    return Frame.newBuilder().setBarrierState(state.setPassage(passage));
  }
}
