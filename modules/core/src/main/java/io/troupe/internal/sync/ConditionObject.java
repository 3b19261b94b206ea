package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;

/** A condition at its owner: who waits, in order. The lock is of no concern to it. */
final class ConditionObject implements SyncState {
  private final WaitingLine line = new WaitingLine();

  @Override
  public void onRequest(ObjectMessage.Request request) {
    switch (request.frame().getBodyCase()) {
      case CONDITION_WAIT -> line.add(Turn.of(request, 0));
      case CONDITION_NOTIFY -> signal(request.frame().getConditionNotify().getCount());
      case SYNC_QUERY -> request.reply(Answers.state(0, line.size()));
      case WITHDRAW_REQUEST -> withdraw(request);
      default -> request.reply(Answers.unknown(request));
    }
  }

  private void signal(int waiters) {
    for (int left = waiters; left > 0 && !line.isEmpty(); left--) {
      Turn first = line.first();
      line.remove(first);
      first.over();
    }
  }

  private void withdraw(ObjectMessage.Request withdrawal) {
    Turn turn = line.withdraw(withdrawal);
    if (turn != null) {
      turn.withdrawn();
    }
  }

  @Override
  public void onGone(Caller caller) {
    line.drop(caller);
  }
}
