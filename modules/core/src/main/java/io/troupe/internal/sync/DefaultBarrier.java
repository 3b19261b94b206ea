package io.troupe.internal.sync;

import io.troupe.function.VoidTask0;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Interrupts;
import io.troupe.proto.BarrierRequest;
import io.troupe.proto.BarrierRequest.Wish;
import io.troupe.proto.BarrierStatus;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncFrame;
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
    BarrierRequest request =
        BarrierRequest.newBuilder().setWish(wish).setPassage(passage).build();
    return object.ask(SyncFrames.frame(SyncFrame.newBuilder().setBarrierRequest(request)));
  }

  private BarrierStatus state() {
    return status(ask(Wish.WISH_STATE, 0).joinUnlessInterrupted());
  }

  private static BarrierStatus status(Frame answer) {
    return answer.getSync().getBarrierStatus();
  }

  @Override
  public int await() throws InterruptedException, BrokenBarrierException {
    return await(plan.timeoutNanos());
  }

  @Override
  public int await(Duration timeout) throws InterruptedException, BrokenBarrierException {
    return await(Deadline.nanos(timeout));
  }

  @Override
  public int await(long time, TimeUnit unit) throws InterruptedException, BrokenBarrierException {
    return await(Math.max(0, unit.toNanos(time)));
  }

  private int await(long nanos) throws InterruptedException, BrokenBarrierException {
    Interrupts.check();
    long begin = System.nanoTime();
    object.objects().fence(nanos);
    long left = Deadline.left(nanos, begin);
    // A party that gives up breaks the barrier; or it was too late, and has passed.
    BarrierStatus status = check(ask(Wish.WISH_AWAIT, 0).await(left, this::failLate));
    VoidTask0 action = plan.action();
    if (status.getRunAction() && action != null) {
      run(action, status.getPassage());
    }
    return status.getIndex();
  }

  // The others wait for an action that this party will not run any more.
  private void failLate(Frame late) {
    if (status(late).getRunAction()) {
      BarrierRequest.Builder failed = BarrierRequest.newBuilder()
          .setWish(Wish.WISH_ACTION_FAILED)
          .setPassage(status(late).getPassage());
      object.post(SyncFrames.frame(SyncFrame.newBuilder().setBarrierRequest(failed)));
    }
  }

  private BarrierStatus check(@Nullable Frame frame) throws BrokenBarrierException {
    if (frame == null || status(frame).getBroken()) {
      throw new BrokenBarrierException(
          "The barrier of %d parties is broken: one of them ran out of time, was interrupted, died or failed, or it was aborted or reset; reset() makes it usable again"
              .formatted(plan.parties()));
    }
    return status(frame);
  }

  private void run(VoidTask0 action, long passage)
      throws BrokenBarrierException, InterruptedException {
    try {
      action.run();
    } catch (Throwable e) {
      ask(Wish.WISH_ACTION_FAILED, passage).settle();
      throw Thrower.unchecked(e);
    }
    object.objects().fence();
    check(ask(Wish.WISH_ACTION_DONE, passage).await(Deadline.FOREVER, late -> {}));
  }

  @Override
  public void reset() {
    ask(Wish.WISH_RESET, 0).settle();
  }

  @Override
  public void abort() {
    ask(Wish.WISH_ABORT, 0).settle();
  }

  @Override
  public int getParties() {
    return plan.parties();
  }

  @Override
  public int getNumberWaiting() {
    return state().getWaiting();
  }

  @Override
  public boolean isBroken() {
    return state().getBroken();
  }

  @Override
  public SyncHandle toHandle() {
    return SyncHandle.newBuilder()
        .setKind(SyncKind.SYNC_KIND_BARRIER)
        .setObject(object.handle())
        .setBarrier(plan.encode(object.objects().payloads()))
        .build();
  }

  @Override
  public String toString() {
    Frame answer = ask(Wish.WISH_STATE, 0).within(Answer.BRIEF_NANOS);
    if (answer == null) {
      return "Barrier[parties=" + plan.parties() + ", its owner does not answer]";
    }
    BarrierStatus status = status(answer);
    return "Barrier[parties=%d, waiting=%d%s]"
        .formatted(plan.parties(), status.getWaiting(), status.getBroken() ? ", broken" : "");
  }
}
