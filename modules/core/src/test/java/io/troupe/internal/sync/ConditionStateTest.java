package io.troupe.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.ConditionResumed;
import io.troupe.proto.ConditionSignal;
import io.troupe.proto.ConditionWait;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConditionStateTest {
  private final ConditionState state = new ConditionState();
  private final Process one = new Process();
  private final Process two = new Process();

  private final class Process implements Caller {
    private final List<Frame> answers = new ArrayList<>();

    void await() {
      tell(1, SyncFrame.newBuilder().setConditionWait(ConditionWait.getDefaultInstance()));
    }

    void signal() {
      tell(
          0,
          SyncFrame.newBuilder().setConditionSignal(ConditionSignal.newBuilder().setCount(1)));
    }

    void resumed(boolean passOn) {
      ConditionResumed resumed =
          ConditionResumed.newBuilder().setCorrelation(1).setPassOn(passOn).build();
      tell(0, SyncFrame.newBuilder().setConditionResumed(resumed));
    }

    private void tell(long correlation, SyncFrame.Builder body) {
      Frame frame = SyncFrames.frame(body).setCorrelation(correlation).build();
      state.onRequest(new ObjectMessage.Request(this, frame));
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reply(long correlation, Frame.Builder frame) {
      answers.add(frame.build());
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      throw new AssertionError("a condition has no news");
    }
  }

  @Test
  void gone_signalledAndNotResumed_nextGetsTheSignal() {
    one.await();
    two.await();
    two.signal();
    assertThat(one.answers).hasSize(1);
    assertThat(two.answers).isEmpty();
    state.onGone(one);
    assertThat(two.answers).hasSize(1);
  }

  @Test
  void gone_resumed_nextGetsNoSignal() {
    one.await();
    two.await();
    two.signal();
    one.resumed(false);
    state.onGone(one);
    assertThat(two.answers).isEmpty();
  }

  @Test
  void gone_signalled_oneThatBeganToWaitLater_getsNoSignal() {
    one.await();
    two.signal();
    two.await();
    state.onGone(one);
    assertThat(two.answers).isEmpty();
  }

  @Test
  void signal_comesWhenItsWaiterHasGivenUp_isPassedOn() {
    one.await();
    two.await();
    two.signal();
    one.resumed(true);
    assertThat(two.answers).hasSize(1);
  }
}
