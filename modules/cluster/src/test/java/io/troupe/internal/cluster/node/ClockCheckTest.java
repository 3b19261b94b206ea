package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.internal.cluster.call.NodeCalls.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
  private static final long THEIRS = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

  private long here = THEIRS;
  private final ClockCheck check = new ClockCheck(() -> here);

  private NodeAddress ask(Duration answerTakes) throws IOException {
    return check.ask("node1:7355", node -> {
      here += answerTakes.toMillis();
      return new NodeAddress(node, "artery", THEIRS, "");
    });
  }

  private void set(Duration off) {
    here = THEIRS + off.toMillis();
  }

  @Test
  void ask_clocksAgree_returnsTheAnswer() throws Exception {
    set(Duration.ofSeconds(-1));
    assertThat(ask(Duration.ofSeconds(1)).artery()).isEqualTo("artery");
    set(Duration.ofSeconds(30)); // is said, and goes on
    assertThat(ask(Duration.ZERO).artery()).isEqualTo("artery");
  }

  @Test
  void ask_answerTakesLong_isNoDifference() throws Exception {
    set(Duration.ofMinutes(-5));
    assertThat(ask(Duration.ofMinutes(9)).artery()).isEqualTo("artery");
  }

  @Test
  void ask_clockHoursAhead_throws_andSaysBothTimes() {
    set(Duration.ofHours(3));
    assertThatThrownBy(() -> ask(Duration.ZERO))
        .isInstanceOf(ClockOffException.class)
        .hasMessage("The clock of this node is 10800 s ahead of that of node1:7355: it is"
            + " 2026-01-02T06:04:05Z here, and 2026-01-02T03:04:05Z there. Set the one that is"
            + " wrong, and start this node again");
  }

  @Test
  void ask_clockHoursBehind_throws() {
    set(Duration.ofHours(-3));
    assertThatThrownBy(() -> ask(Duration.ZERO))
        .isInstanceOf(ClockOffException.class)
        .hasMessageContaining("is 10800 s behind that of node1:7355");
  }
}
