package io.troupe.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpinWaitTest {
  private final CountingGate gate = new CountingGate();
  private final SpinWait spinWait = new SpinWait(gate);

  @Test
  void spin_conditionHolds_returnsTrue() {
    AtomicInteger polls = new AtomicInteger();
    assertThat(spinWait.spin(() -> polls.incrementAndGet() == 1)).isTrue();
    assertThat(gate.spinning).isZero();
  }

  @Test
  void spin_conditionStaysFalse_endsSoon() {
    assertThat(spinWait.spin(() -> false)).isFalse();
    assertThat(gate.spinning).isZero();
  }

  @Test
  void spin_gateRefuses_doesNotPoll() {
    gate.open = false;
    AtomicInteger polls = new AtomicInteger();
    assertThat(spinWait.spin(() -> polls.incrementAndGet() > 0)).isFalse();
    assertThat(polls).hasValue(0);
  }

  @Test
  void spin_neverPays_spinsEverLess() {
    for (int i = 0; i < 1_000; i++) {
      spinWait.spin(() -> false);
    }
    assertThat(gate.starts).isLessThan(30);
  }

  @Test
  void spin_paysAgain_spinsEveryTime() {
    for (int i = 0; i < 1_000; i++) {
      spinWait.spin(() -> false);
    }
    for (int i = 0; i <= SpinWait.MOST_SKIPPED; i++) {
      spinWait.spin(() -> true);
    }
    int before = gate.starts;
    for (int i = 0; i < 10; i++) {
      assertThat(spinWait.spin(() -> true)).isTrue();
    }
    assertThat(gate.starts).isEqualTo(before + 10);
  }

  @Test
  void spin_conditionThrows_stopsSpinning() {
    assertThatThrownBy(() -> spinWait.spin(() -> {
          throw new IOException("gone");
        }))
        .isInstanceOf(IOException.class);
    assertThat(gate.spinning).isZero();
  }

  private static final class CountingGate implements CpuGate {
    private boolean open = true;
    private int starts;
    private int spinning;

    @Override
    public boolean startSpinning() {
      if (open) {
        starts++;
        spinning++;
      }
      return open;
    }

    @Override
    public void stopSpinning() {
      spinning--;
    }
  }
}
