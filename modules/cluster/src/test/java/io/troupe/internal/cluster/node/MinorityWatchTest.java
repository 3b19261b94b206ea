package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.cluster.NodeInfo;
import io.troupe.cluster.NodeInfo.State;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinorityWatchTest {
  private long now;
  private final MinorityWatch watch = new MinorityWatch(() -> now, Duration.ofSeconds(7));

  private static List<NodeInfo> members(State... states) {
    return IntStream.range(0, states.length)
        .mapToObj(i -> new NodeInfo("node" + i + ":1", 1, Set.of(), states[i]))
        .toList();
  }

  private void later() {
    now += watch.patience().toNanos() + 1;
  }

  @Test
  void minority_forTooLong_ends() {
    List<NodeInfo> alone = members(State.UP, State.UNREACHABLE, State.UNREACHABLE);

    assertThat(watch.isToEnd(alone)).isFalse();
    later();
    assertThat(watch.isToEnd(alone)).isTrue();
  }

  @Test
  void minority_forAWhile_goesOn() {
    List<NodeInfo> alone = members(State.UP, State.UNREACHABLE, State.UNREACHABLE);
    watch.isToEnd(alone);
    later();

    assertThat(watch.isToEnd(members(State.UP, State.UP, State.UNREACHABLE))).isFalse();
    assertThat(watch.isToEnd(alone)).isFalse();
  }

  @Test
  void patience_isLongerThanTheResolverTakes() {
    for (int seconds : new int[] {1, 7, 20, 30}) {
      MinorityWatch watch = new MinorityWatch(() -> now, Duration.ofSeconds(seconds));
      // the silence that is noticed, the members at rest, three quarters of that if they never are
      double resolver = 12 + 1.75 * seconds;
      assertThat(watch.patience().toSeconds()).isGreaterThan((long) resolver);
    }
  }

  @Test
  void onlyMember_goesOn() {
    watch.isToEnd(members(State.UP));
    later();

    assertThat(watch.isToEnd(members(State.UP))).isFalse();
  }
}
