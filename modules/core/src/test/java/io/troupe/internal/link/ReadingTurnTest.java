package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingTurnTest {
  private final ReadingTurn turn = new ReadingTurn();

  @Test
  void begin_aCallerHasFailedBefore_throwsThat() {
    IllegalStateException failure = new IllegalStateException("told to fail");
    assertThat(turn.tryTake(() -> false)).isTrue();
    turn.fail(failure);
    turn.leave();

    assertThatThrownBy(turn::begin).isSameAs(failure);
  }
}
