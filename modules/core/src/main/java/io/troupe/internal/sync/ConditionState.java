package io.troupe.internal.sync;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.ConditionResumed;
import io.troupe.proto.SyncFrame;
import java.util.HashMap;
import java.util.Map;

/**
 * A condition at its owner: who waits, in order, and who was signalled and has not resumed. The
 * lock is of no concern to it.
 */
final class ConditionState implements SyncState {
  private final WaitingLine line = new WaitingLine();
  /** When each thread was signalled that does not have the lock again, as far as is known. */
  private final Map<Waiter, Long> signalled = new HashMap<>();

  @Override
  public void onRequest(ObjectMessage.Request request) {
    SyncFrame body = request.frame().getSync();
    switch (body.getBodyCase()) {
      case CONDITION_WAIT -> line.add(Turn.of(request, 0));
      case CONDITION_SIGNAL -> signal(body.getConditionSignal().getCount());
      case CONDITION_RESUMED -> resumed(request.caller(), body.getConditionResumed());
      case QUERY -> request.reply(SyncFrames.status(0, line.size()));
      default -> request.reply(SyncFrames.unknown(request));
    }
  }

  private void signal(int waiters) {
    for (int left = waiters; left > 0 && !line.isEmpty(); left--) {
      signalFirst(System.nanoTime());
    }
  }

  private void signalFirst(long nanos) {
    Waiter first = line.first().waiter();
    line.remove(first);
    signalled.put(first, nanos);
    first.done();
  }

  private void resumed(Caller caller, ConditionResumed resumed) {
    Long since = signalled.remove(new Waiter(caller, resumed.getCorrelation()));
    if (since != null && resumed.getPassOn()) {
      passOn(since);
    }
  }

  // To one of those who waited when it was given.
  private void passOn(long since) {
    if (!line.isEmpty() && line.first().sinceNanos() - since <= 0) {
      signalFirst(since);
    }
  }

  @Override
  public void onWithdrawn(Waiter waiter) {
    line.withdraw(waiter);
  }

  @Override
  public void onGone(Caller caller) {
    line.drop(caller);
    Map<Waiter, Long> lost = new HashMap<>(signalled);
    lost.keySet().removeIf(waiter -> waiter.caller() != caller);
    signalled.keySet().removeAll(lost.keySet());
    lost.values().forEach(this::passOn);
  }
}
