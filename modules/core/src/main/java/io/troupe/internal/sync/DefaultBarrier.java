package io.troupe.internal.sync;

import io.troupe.function.VoidTask0;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.BarrierRequest;
import io.troupe.proto.BarrierRequest.Wish;
import io.troupe.proto.BarrierState;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncHandle;
import io.troupe.proto.SyncKind;
import io.troupe.sync.Barrier;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A barrier of any process: its parties meet at the actor. */
final class DefaultBarrier implements Barrier, SyncObject {
  private final ObjectRef object;
  private final BarrierPlan plan;

  DefaultBarrier(ObjectRef object, BarrierPlan plan) {
    this.object = object;
    this.plan = plan;
  }

  private Answer ask(Wish wish, long passage) {
    return object.ask(Frame.newBuilder()
        .setBarrierRequest(BarrierRequest.newBuilder().setWish(wish).setPassage(passage)));
  }

  private BarrierState tell(Wish wish) {
    return ask(wish, 0).join().getBarrierState();
  }

  @Override
  public int await() throws InterruptedException, BrokenBarrierException {
    return await(plan.timeoutNanos());
  }

  @Override
  public int await(Duration timeout) throws InterruptedException, BrokenBarrierException {
    return await(Waits.nanos(timeout));
  }

  @Override
  public int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException {
    return await(Math.max(0, unit.toNanos(time)));
  }

  private int await(long nanos) throws InterruptedException, BrokenBarrierException {
    Waits.checkInterrupt();
    TroupeRuntime.current().objects().fence();
    BarrierState state = waitForOthers(ask(Wish.WISH_AWAIT, 0), nanos);
    VoidTask0 action = plan.action();
    if (state.getRunAction() && action != null) {
      run(action, state.getPassage());
    }
    return state.getIndex();
  }

  /** Who gives up breaks the barrier, and hears of that; or it was too late. */
  private BarrierState waitForOthers(Answer answer, long nanos)
      throws InterruptedException, BrokenBarrierException {
    try {
      Frame frame = answer.get(nanos);
      return frame != null ? check(frame) : giveUp(answer);
    } catch (InterruptedException e) {
      object.withdraw(answer);
      if (answer.join().getBarrierState().getBroken()) {
        throw e;
      }
      Thread.currentThread().interrupt();
      return check(answer.join());
    }
  }

  private BarrierState giveUp(Answer answer) throws BrokenBarrierException {
    object.withdraw(answer);
    return check(answer.join());
  }

  private BarrierState check(@Nullable Frame frame) throws BrokenBarrierException {
    if (frame == null || frame.getBarrierState().getBroken()) {
      throw new BrokenBarrierException(
          "The barrier of %d parties is broken: one of them ran out of time, was interrupted, died or failed, or it was aborted or reset; reset() makes it usable again"
              .formatted(plan.parties()));
    }
    return frame.getBarrierState();
  }

  private void run(VoidTask0 action, long passage) throws BrokenBarrierException {
    try {
      action.run();
    } catch (Throwable e) {
      ask(Wish.WISH_ACTION_FAILED, passage).join();
      throw Thrower.unchecked(e);
    }
    TroupeRuntime.current().objects().fence();
    check(ask(Wish.WISH_ACTION_DONE, passage).join());
  }

  @Override
  public void reset() {
    tell(Wish.WISH_RESET);
  }

  @Override
  public void abort() {
    tell(Wish.WISH_ABORT);
  }

  @Override
  public int getParties() {
    return plan.parties();
  }

  @Override
  public int getNumberWaiting() {
    return tell(Wish.WISH_STATE).getWaiting();
  }

  @Override
  public boolean isBroken() {
    return tell(Wish.WISH_STATE).getBroken();
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(SyncKind.SYNC_KIND_BARRIER)
        .setObject(object.handle())
        .setBarrier(plan.encode())
        .build();
  }

  @Override
  public String toString() {
    BarrierState state = tell(Wish.WISH_STATE);
    return "Barrier[parties=%d, waiting=%d%s]"
        .formatted(plan.parties(), state.getWaiting(), state.getBroken() ? ", broken" : "");
  }
}
