package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.cluster.NodeInfo;
import io.troupe.cluster.NodeInfo.State;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinorityWatchTest {
  private long now;
  private final MinorityWatch watch = new MinorityWatch(() -> now);

  private static List<NodeInfo> members(State... states) {
    return IntStream.range(0, states.length)
        .mapToObj(i -> new NodeInfo("node" + i + ":1", 1, Set.of(), states[i]))
        .toList();
  }

  private void later() {
    now += MinorityWatch.PATIENCE.toNanos() + 1;
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
  void onlyMember_goesOn() {
    watch.isToEnd(members(State.UP));
    later();

    assertThat(watch.isToEnd(members(State.UP))).isFalse();
  }
}
